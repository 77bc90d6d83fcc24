package io.portent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Hazards;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.model.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two parts of a history, answered by a model with alarms and by climatology; all numbers computed a second time. */
class JudgeTest {
    private static final int MINUTES = 1_600;
    private static final int CUT = 900;
    private static final Thresholds EARLY = new Thresholds(List.of(0.9, 0.8, 0.7), List.of(0.6, 0.95, 0.9));
    private static final Thresholds LATE = new Thresholds(List.of(0.8, 0.85, 0.9), List.of(0.7, 0.75, 0.8));

    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    static LongStream fewSeeds() {
        return LongStream.range(0, 4);
    }

    /** What a model said of one kind at one moment. */
    private record Said(Instant moment, double chance, boolean onset, boolean alarm) {}

    /** A history with incidents, and chances that know a little of what comes. */
    private static final class Case {
        final HealthHistory health;
        final EncodedRun run;
        final float[] risks = new float[6 * MINUTES];
        final Judgement judgement;

        Case(long seed) {
            Random random = new Random(seed);
            List<Label> labels = new ArrayList<>(Histories.incidents("shop", MINUTES, 70 + random.nextInt(60)));
            labels.add(new Label(
                    "shop", HealthState.RED, Histories.minute(400), Histories.minute(402), "test", "<b>disk</b>"));
            health = new HealthHistory(labels, null);
            run = Runs.encoded(Histories.windows("shop", 0, MINUTES, minute -> 0), health);
            for (int step = 0; step < MINUTES; step++) {
                for (int i = 0; i < 6; i++) {
                    boolean comes = Hazards.outcome(run, Runs.HORIZONS, step, i / 3, i % 3) == 1;
                    risks[6 * step + i] = (float)
                            (comes && random.nextInt(3) > 0
                                    ? 0.3 + 0.7 * random.nextFloat()
                                    : 0.8 * random.nextFloat() * random.nextFloat());
                }
            }
            Judge judge = new Judge(Runs.HORIZONS, seed);
            part(judge, 0, CUT, EARLY);
            part(judge, CUT, MINUTES, LATE);
            judgement = judge.judge(health);
        }

        private void part(Judge judge, int from, int to, Thresholds thresholds) {
            List<Backtest.Asked> asked = List.of(new Backtest.Asked(run, from, to));
            judge.begin(new Judgement.Part(
                    Histories.minute(from), Histories.minute(from), Histories.minute(to), to - from));
            judge.take(
                    "lstm",
                    new Backtest(
                            Runs.HORIZONS,
                            health,
                            asked,
                            one -> Arrays.copyOfRange(risks, 6 * one.from(), 6 * one.to())),
                    thresholds);
            float[] same = new float[6 * (to - from)];
            Arrays.fill(same, 0.1f);
            judge.take("climatology", new Backtest(Runs.HORIZONS, health, asked, one -> same.clone()), null);
        }

        /** By the rules of the forecaster. */
        List<Said> said(int level, int horizon) {
            List<Said> all = new ArrayList<>();
            for (int step = 0; step < MINUTES; step++) {
                int outcome = Hazards.outcome(run, Runs.HORIZONS, step, level, horizon);
                HealthState now = run.state(step);
                double orange = now == HealthState.GREEN || now == null ? risks[6 * step + horizon] : 1;
                double red = Math.min(orange, risks[6 * step + 3 + horizon]);
                Thresholds thresholds = step < CUT ? EARLY : LATE;
                boolean alarm = red >= thresholds.red().get(horizon)
                        || (level == 0 && orange >= thresholds.orange().get(horizon));
                if (outcome >= 0) {
                    all.add(new Said(run.run().moment(step), level == 0 ? orange : red, outcome == 1, alarm));
                }
            }
            return all;
        }

        Verdict verdict(int level, int horizon) {
            return judgement.verdicts().get(3 * level + horizon);
        }
    }

    private static double averagePrecision(List<Said> all) {
        double sum = 0;
        long positives = all.stream().filter(Said::onset).count();
        for (Said one : all) {
            if (one.onset()) {
                List<Said> above =
                        all.stream().filter(o -> o.chance() >= one.chance()).toList();
                sum += (double) above.stream().filter(Said::onset).count() / above.size();
            }
        }
        return sum / positives;
    }

    private static double brier(List<Said> all) {
        return all.stream()
                .mapToDouble(one -> Math.pow(one.chance() - (one.onset() ? 1 : 0), 2))
                .average()
                .orElseThrow();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void pooledScores_areThoseOfAllAnswersTogether(long seed) {
        Case one = new Case(seed);
        for (int level = 0; level < 2; level++) {
            for (int horizon = 0; horizon < 3; horizon++) {
                Verdict verdict = one.verdict(level, horizon);
                List<Said> all = one.said(level, horizon);
                Score score = verdict.own().score();
                assertThat(verdict.level()).isEqualTo(HazardTargets.LEVELS.get(level));
                assertThat(score.questions()).isEqualTo(all.size());
                assertThat(score.prAuc()).isCloseTo(averagePrecision(all), within(1e-9));
                assertThat(score.brier()).isCloseTo(brier(all), within(1e-9));
                double climatology = all.stream()
                        .mapToDouble(each -> Math.pow((double) 0.1f - (each.onset() ? 1 : 0), 2))
                        .average()
                        .orElseThrow();
                assertThat(verdict.own().skill()).containsOnlyKeys("climatology");
                assertThat(verdict.own().skill().get("climatology"))
                        .isCloseTo(1 - brier(all) / climatology, within(1e-9));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void incidents_areWhatAlarmsAreScoredBy(long seed) {
        Case one = new Case(seed);
        for (Verdict verdict : one.judgement.verdicts()) {
            AlarmScore alarms = Objects.requireNonNull(verdict.own().score().alarms());
            List<Warning> warnings = one.judgement.incidents().stream()
                    .filter(incident -> incident.level() == verdict.level())
                    .flatMap(incident -> incident.warnings().stream())
                    .filter(warning -> warning.horizon().equals(verdict.horizon()))
                    .toList();
            assertThat(warnings).hasSize(alarms.onsets());
            assertThat(warnings.stream().filter(warning -> warning.lead() != null))
                    .hasSize(alarms.warned());
        }
        for (Incident incident : one.judgement.incidents()) {
            for (Warning warning : incident.warnings()) {
                int horizon = Runs.HORIZONS.horizons().indexOf(warning.horizon());
                double highest = one.said(HazardTargets.LEVELS.indexOf(incident.level()), horizon).stream()
                        .filter(said -> said.moment().isBefore(incident.onset())
                                && !said.moment().isBefore(incident.onset().minus(warning.horizon())))
                        .mapToDouble(Said::chance)
                        .max()
                        .orElse(Double.NaN);
                assertThat(warning.highest()).isEqualTo(highest);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void detection_isThatOfAlarmsFromTheThresholdOn(long seed) {
        Case one = new Case(seed);
        for (int kind = 0; kind < 6; kind++) {
            Verdict verdict = one.judgement.verdicts().get(kind);
            List<Said> all = one.said(kind / 3, kind % 3);
            assertThat(verdict.own().detection()).isNotEmpty().hasSizeLessThanOrEqualTo(40);
            for (DetectionPoint point : verdict.own().detection()) {
                List<Question> questions = all.stream()
                        .map(said -> new Question(
                                "shop",
                                said.moment(),
                                said.chance(),
                                said.onset(),
                                said.chance() >= point.threshold(),
                                false))
                        .toList();
                AlarmScore score =
                        AlarmScoring.of(questions, one.health, verdict.level(), Duration.ZERO, verdict.horizon());
                assertThat(point.warned()).isEqualTo(score.warned());
                assertThat(point.onsets()).isEqualTo(score.onsets());
                assertThat(point.falseAlarms()).isEqualTo(score.falseAlarms());
                double quiet = all.stream().filter(said -> !said.onset()).count();
                double ringing = all.stream()
                        .filter(said -> !said.onset() && said.chance() >= point.threshold())
                        .count();
                assertThat(point.quietInAlarm()).isEqualTo(ringing / quiet);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void curves_areCountsAboveAThreshold(long seed) {
        Case one = new Case(seed);
        List<Said> all = one.said(1, 2);
        Assessment own = one.verdict(1, 2).own();
        double positives = all.stream().filter(Said::onset).count();
        for (CurvePoint point : own.curve()) {
            List<Said> above = all.stream()
                    .filter(said -> said.chance() >= point.threshold())
                    .toList();
            double hits = above.stream().filter(Said::onset).count();
            assertThat(point.recall()).isEqualTo(hits / positives);
            assertThat(point.precision()).isEqualTo(hits / above.size());
        }
        assertThat(own.curve()).extracting(CurvePoint::recall).endsWith(1.0);
        assertThat(own.counted()).hasSizeBetween(9, 11);
        assertThat(own.counted().stream().mapToInt(bin -> bin.forecasts()).sum())
                .isEqualTo(all.size());
        assertThat(own.counted().stream().mapToInt(bin -> bin.observed()).sum()).isEqualTo((int) positives);
        assertThat(own.calibration().error()).isEqualTo(own.score().calibrationError());
    }

    /** The whole bootstrap again: blocks of answers drawn one by one, and the plain definition on what was drawn. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void intervals_areThoseOfBlocksDrawnOneByOne(long seed) {
        Case one = new Case(seed);
        List<Said> all = one.said(1, 0);
        Verdict verdict = one.verdict(1, 0);
        long length = Duration.ofHours(3).toMillis();
        long first = all.get(0).moment().toEpochMilli();
        List<List<Said>> blocks = new ArrayList<>();
        for (int i = 0; i < verdict.blocks(); i++) {
            blocks.add(new ArrayList<>());
        }
        all.forEach(said -> blocks.get((int) ((said.moment().toEpochMilli() - first) / length))
                .add(said));
        Random random = new Random(seed + 3);
        double[] areas = new double[1_000];
        double[] skills = new double[1_000];
        for (int i = 0; i < 1_000; i++) {
            List<Said> drawn = new ArrayList<>();
            for (int draw = 0; draw < blocks.size(); draw++) {
                drawn.addAll(blocks.get(random.nextInt(blocks.size())));
            }
            areas[i] = sortedPrecision(drawn);
            double climatology = drawn.stream()
                    .mapToDouble(said -> Math.pow((double) 0.1f - (said.onset() ? 1 : 0), 2))
                    .average()
                    .orElseThrow();
            skills[i] = 1 - brier(drawn) / climatology;
        }
        Arrays.sort(areas);
        Arrays.sort(skills);
        assertThat(verdict.own().prAuc().low()).isCloseTo(areas[50], within(1e-9));
        assertThat(verdict.own().prAuc().high()).isCloseTo(areas[949], within(1e-9));
        assertThat(verdict.own().climatology().low()).isCloseTo(skills[50], within(1e-9));
        assertThat(verdict.own().climatology().high()).isCloseTo(skills[949], within(1e-9));
        assertThat(verdict.own().prAuc().low()).isLessThan(verdict.own().prAuc().high());
    }

    private static double sortedPrecision(List<Said> drawn) {
        List<Question> ranked = new ArrayList<>();
        drawn.forEach(
                said -> ranked.add(new Question("shop", said.moment(), said.chance(), said.onset(), false, false)));
        return Scoring.of(ranked, null).prAuc();
    }

    @Test
    void anIncident_hasItsLabelsNoteAndEnd() {
        Judgement judgement = new Case(3).judgement;
        Incident told = judgement.incidents().stream()
                .filter(one -> one.onset().equals(Histories.minute(400)) && one.level() == HealthState.RED)
                .findFirst()
                .orElseThrow();
        assertThat(told.note()).isEqualTo("<b>disk</b>");
        assertThat(told.end()).isEqualTo(Histories.minute(402));
    }

    @Test
    void anOrangeThatTurnsRed_isSeenAsRed() {
        Judgement judgement = new Case(3).judgement;
        List<Incident> orange = judgement.incidents().stream()
                .filter(one -> one.level() == HealthState.ORANGE)
                .toList();
        List<Incident> still =
                judgement.seen().stream().filter(orange::contains).toList();
        assertThat(orange).hasSizeGreaterThan(10);
        assertThat(still)
                .as("the last, whose red would come after the history")
                .containsExactly(orange.get(orange.size() - 1));
        assertThat(judgement.seen()).hasSize(judgement.incidents().size() - orange.size() + 1);
    }

    @Test
    void fewBlocks_haveNoInterval() {
        List<Question> questions = new ArrayList<>();
        for (int minute = 0; minute < 100; minute++) {
            questions.add(new Question("shop", Histories.minute(minute), minute / 100.0, minute > 80, false, false));
        }
        Intervals intervals = new Intervals(questions, Duration.ofHours(3), 1);
        assertThat(intervals.skill(questions, questions).known()).isFalse();
    }

    @Test
    void modelsThatWereNotAskedTheSame_areNotCompared() {
        Case one = new Case(3);
        Judge judge = new Judge(Runs.HORIZONS, 1);
        Function<Backtest.Asked, float[]> risks = asked -> new float[6 * (asked.to() - asked.from())];
        judge.begin(new Judgement.Part(Histories.START, Histories.START, Histories.minute(CUT), CUT));
        Backtest whole = new Backtest(Runs.HORIZONS, one.health, List.of(new Backtest.Asked(one.run, 0, CUT)), risks);
        Backtest less = new Backtest(Runs.HORIZONS, one.health, List.of(new Backtest.Asked(one.run, 5, CUT)), risks);
        judge.take("lstm", whole, null);
        assertThatThrownBy(() -> judge.take("lstm", whole, null)).hasMessage("lstm has answered this part already");
        judge.take("climatology", less, null);
        assertThatThrownBy(() -> judge.judge(one.health))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("all models must be asked the same: lstm answered ");
    }

    @Test
    void aPart_isNeverOfTimeThatWasLearntFrom() {
        assertThatThrownBy(() -> new Judgement.Part(Histories.minute(10), Histories.minute(9), Histories.minute(20), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("later than training");
    }
}
