package io.portent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.LabelTruth;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores computed a second time, by the plainest loops over definitions that bench/score.py follows. */
class ScoringPropertyTest {
    private static final int MINUTES = 300;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void score_isThatOfTheDefinitions(long seed) {
        Random random = new Random(seed);
        List<Question> questions = new ArrayList<>();
        int n = 1 + random.nextInt(60);
        double base = random.nextDouble();
        boolean coarse = random.nextBoolean();
        for (int i = 0; i < n; i++) {
            double chance = coarse ? random.nextInt(5) / 4.0 : random.nextDouble();
            questions.add(new Question(
                    "shop", Histories.minute(i), chance, random.nextDouble() < base, random.nextBoolean(), false));
        }

        Score score = Scoring.of(questions, null);

        double positives = questions.stream().filter(Question::onset).count();
        double squares = 0;
        double logs = 0;
        double precision = 0;
        double f1 = 0;
        for (Question q : questions) {
            squares += Math.pow(q.chance() - (q.onset() ? 1 : 0), 2);
            logs -= Math.log(Math.min(1 - 1e-6, Math.max(1e-6, q.onset() ? q.chance() : 1 - q.chance())));
            if (q.onset()) {
                double above =
                        questions.stream().filter(o -> o.chance() >= q.chance()).count();
                double hits = questions.stream()
                        .filter(o -> o.onset() && o.chance() >= q.chance())
                        .count();
                precision += hits / above;
                f1 = Math.max(f1, 2 * hits / (above + positives));
            }
        }
        assertThat(score.questions()).isEqualTo(n);
        assertThat(score.positives()).isEqualTo((int) positives);
        assertThat(score.brier()).isCloseTo(squares / n, within(1e-9));
        assertThat(score.logLoss()).isCloseTo(logs / n, within(1e-9));
        assertThat(score.calibrationError()).isCloseTo(calibrationError(questions), within(1e-9));
        if (positives == 0) {
            assertThat(score.prAuc()).isNaN();
            assertThat(score.skill()).isNaN();
        } else {
            assertThat(score.prAuc()).isCloseTo(precision / positives, within(1e-9));
            assertThat(score.bestF1()).isCloseTo(f1, within(1e-9));
        }
        if (positives == n) {
            assertThat(score.skill()).isNaN();
        }
    }

    private static double calibrationError(List<Question> questions) {
        double sum = 0;
        for (int bin = 0; bin < 10; bin++) {
            double gap = 0;
            for (Question q : questions) {
                if (Math.min(9, (int) (q.chance() * 10)) == bin) {
                    gap += q.chance() - (q.onset() ? 1 : 0);
                }
            }
            sum += Math.abs(gap);
        }
        return sum / questions.size();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void alarms_areCountedAsTheScoringScriptDoes(long seed) {
        Random random = new Random(seed);
        HealthState level = random.nextBoolean() ? HealthState.RED : HealthState.ORANGE;
        Duration warning = Duration.ofMinutes(random.nextInt(4));
        Duration horizon = Duration.ofMinutes(5 + random.nextInt(40));
        List<Label> labels =
                new ArrayList<>(List.of(Histories.label("", HealthState.GREEN, -1, random.nextInt(2 * MINUTES))));
        List<Question> questions = new ArrayList<>();
        for (String entity : List.of("shop", "cart")) {
            labels.addAll(Histories.randomLabels(random, entity, MINUTES, random.nextInt(6)));
        }
        double share = random.nextDouble();
        boolean alarm = false;
        for (String entity : List.of("shop", "cart")) {
            LabelTruth truth = truth(labels, entity, level);
            for (int minute = 0; minute < MINUTES; minute++) {
                int outcome = truth.question(Histories.minute(minute), warning, horizon);
                alarm = random.nextInt(5) == 0 ? random.nextDouble() < share : alarm;
                if (outcome >= 0) {
                    questions.add(new Question(entity, Histories.minute(minute), 0.5, outcome == 1, alarm, false));
                }
            }
        }

        AlarmScore score = AlarmScoring.of(questions, new HealthHistory(labels, null), level, warning, horizon);

        assertThat(score).isEqualTo(independent(questions, labels, level, warning, horizon));
    }

    private static LabelTruth truth(List<Label> labels, String entity, HealthState level) {
        return new LabelTruth(
                labels.stream()
                        .filter(label ->
                                label.entity().isEmpty() || label.entity().equals(entity))
                        .toList(),
                level);
    }

    private static AlarmScore independent(
            List<Question> all, List<Label> labels, HealthState level, Duration warning, Duration horizon) {
        int onsets = 0;
        int alarms = 0;
        int falseAlarms = 0;
        double weeks = 0;
        List<Duration> leads = new ArrayList<>();
        for (String entity : List.of("shop", "cart")) {
            List<Question> series =
                    all.stream().filter(q -> q.entity().equals(entity)).toList();
            if (series.isEmpty()) {
                continue;
            }
            LabelTruth truth = truth(labels, entity, level);
            Instant first = series.get(0).moment();
            Instant last = series.get(series.size() - 1).moment();
            weeks += Duration.between(first, last).toSeconds() / 604800.0;
            for (Instant onset : truth.onsets()) {
                if (onset.isAfter(first) && !onset.isAfter(last.plus(horizon))) {
                    onsets++;
                    series.stream()
                            .filter(q -> q.alarm()
                                    && !q.moment().isBefore(onset.minus(horizon))
                                    && q.moment().isBefore(onset.minus(warning)))
                            .map(q -> Duration.between(q.moment(), onset))
                            .max(Duration::compareTo)
                            .ifPresent(leads::add);
                }
            }
            List<List<Question>> runs = runs(series);
            alarms += runs.size();
            for (List<Question> run : runs) {
                boolean justified = run.stream()
                        .anyMatch(q -> truth.onsetIn(q.moment(), q.moment().plus(horizon)));
                falseAlarms += justified ? 0 : 1;
            }
        }
        return new AlarmScore(
                onsets,
                leads.size(),
                alarms,
                falseAlarms,
                weeks == 0 ? Double.NaN : falseAlarms / weeks,
                median(leads));
    }

    private static List<List<Question>> runs(List<Question> series) {
        List<List<Question>> runs = new ArrayList<>();
        boolean before = false;
        for (Question question : series) {
            if (question.alarm()) {
                if (!before) {
                    runs.add(new ArrayList<>());
                }
                runs.get(runs.size() - 1).add(question);
            }
            before = question.alarm();
        }
        return runs;
    }

    private static @org.jspecify.annotations.Nullable Duration median(List<Duration> leads) {
        if (leads.isEmpty()) {
            return null;
        }
        Collections.sort(leads);
        int middle = leads.size() / 2;
        return leads.size() % 2 == 1
                ? leads.get(middle)
                : leads.get(middle - 1).plus(leads.get(middle)).dividedBy(2);
    }
}
