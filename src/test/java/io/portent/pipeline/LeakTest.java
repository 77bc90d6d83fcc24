package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.bundle.Bundle;
import io.portent.dataset.Horizons;
import io.portent.evaluate.AlarmBudget;
import io.portent.evaluate.Score;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkKind;
import io.portent.model.TrainingListener;
import io.portent.model.Workers;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.parse.MinerSpec;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.window.Window;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether learning and scoring let something of the future through. Where nothing can be known, nothing may be found; and what
 * knows more than the logs can tell must stand out.
 *
 * <p>The service fails at random times. Of its failures two in three have errors in the ten minutes before them; a third comes out of the
 * blue, so that whoever foresees those has seen the answer.
 */
class LeakTest {
    private static final int MINUTES = 9000;
    private static final int LEARNT = 6000;
    private static final int SIGNS = 10;
    private static final Duration HORIZON = Duration.ofMinutes(15);
    private static final Horizons HORIZONS = new Horizons(Duration.ZERO, List.of(HORIZON));

    private static final LearningPlan PLAN = new LearningPlan(
            new WindowSpec(Histories.MINUTE, Duration.ZERO, Duration.ZERO),
            HORIZONS,
            new ModelSpec(NetworkKind.SIMPLE_RNN, 8, 1, 12, 1, 1, 20),
            List.of(NetworkKind.SIMPLE_RNN, NetworkKind.LSTM),
            new AlarmBudget(1, Duration.ofDays(1)),
            50,
            List.of(Duration.ofHours(1), Duration.ofDays(1)));

    private static final TrainingListener SILENT = new TrainingListener() {
        @Override
        public void epoch(int member, int epoch, double loss, double heldOut) {}

        @Override
        public boolean stop() {
            return false;
        }
    };

    /** Minutes of onsets, and which of them errors announce. */
    private record Failures(List<Integer> announced, List<Integer> sudden) {
        static Failures of(Random random) {
            Failures failures = new Failures(new ArrayList<>(), new ArrayList<>());
            int minute = 60;
            while (minute < MINUTES - 60) {
                (random.nextInt(3) == 0 ? failures.sudden : failures.announced).add(minute);
                // Memoryless: how long ago the last one was tells nothing of the next.
                minute += 6 + (int) (-90 * Math.log(1 - random.nextDouble()));
            }
            return failures;
        }

        List<Integer> all() {
            List<Integer> all = new ArrayList<>(announced);
            all.addAll(sudden);
            return all;
        }

        /** Errors before failures that are announced, and a few at any time. */
        IntUnaryOperator errors(Random random) {
            int[] errors = new int[MINUTES];
            for (int minute = 0; minute < MINUTES; minute++) {
                errors[minute] = random.nextInt(12) == 0 ? 1 : 0;
            }
            for (int onset : announced) {
                for (int minute = onset - SIGNS; minute < onset; minute++) {
                    errors[minute] += 1 + random.nextInt(4);
                }
            }
            return minute -> errors[minute];
        }
    }

    private static List<Label> labels(List<Integer> onsets) {
        List<Label> labels = new ArrayList<>(List.of(Histories.label("", HealthState.GREEN, 0, MINUTES)));
        onsets.forEach(minute -> labels.add(Histories.label("", HealthState.RED, minute, minute + 5)));
        return labels;
    }

    /** What was learnt, and its score of red on the time after it. */
    private record Found(Bundle bundle, Score red) {}

    private static Found learn(IntUnaryOperator errors, List<Label> labels, List<Label> judgedBy) {
        List<Window> windows = Histories.windows("shop", 0, MINUTES, errors);
        HealthHistory health = new HealthHistory(labels, null);
        TrainingData data = new TrainingData(
                windows.subList(0, LEARNT),
                TemplateTree.of(MinerSpec.defaults(), List.of()),
                new SlotTable(Map.of()),
                health,
                Histories.minute(LEARNT));
        Dl4jNetworks networks = new Dl4jNetworks();
        Bundle bundle = new Learning(networks, PLAN, Workers.inTurn(), SILENT, Duration::toString)
                .learn(data, List.of(), Map.of());
        Instant from = Histories.minute(LEARNT);
        Evaluation evaluation = new Evaluation(
                bundle,
                windows.subList(LEARNT - 100, MINUTES),
                new HealthHistory(judgedBy, null),
                from,
                Histories.minute(MINUTES - 20));
        List<Score> own =
                evaluation.run(networks, forecast -> {}).values().iterator().next();
        return new Found(bundle, own.get(1));
    }

    /** Without this the tests below would pass for a learner that finds nothing at all. */
    @Test
    void errorsBeforeFailures_areSkill() {
        Random random = new Random(1);
        Failures failures = Failures.of(random);
        List<Label> labels = labels(failures.all());

        Found found = learn(failures.errors(random), labels, labels);

        assertThat(found.bundle.servedBy()).isNotEqualTo("climatology");
        assertThat(found.red.skill()).isGreaterThan(0.2);
        assertThat(ofSudden(failures, found.bundle, failures.errors(new Random(2)), labels))
                .isLessThan(0.15);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void failuresAtOtherTimesThanTheLabelsSay_areNoSkill(long seed) {
        Random random = new Random(seed);
        Failures failures = Failures.of(random);
        List<Label> others = labels(Failures.of(new Random(seed + 99)).all());

        assertNoSkill(learn(failures.errors(random), others, others));
    }

    /** The errors then come after the onset that they announced; of the next they tell nothing. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void labelsShiftedIntoThePast_areNoSkill(long seed) {
        Random random = new Random(seed);
        Failures failures = Failures.of(random);
        List<Label> shifted = labels(
                failures.all().stream().map(minute -> minute - SIGNS - 30).toList());

        assertNoSkill(learn(failures.errors(random), shifted, shifted));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void logsThatSayNothing_areNoSkill(long seed) {
        List<Label> labels = labels(Failures.of(new Random(seed)).all());

        assertNoSkill(learn(minute -> 0, labels, labels));
    }

    private static void assertNoSkill(Found found) {
        assertThat(found.red.skill())
                .as("Brier skill of %s", found.bundle.servedBy())
                .isLessThan(0.03);
        double base = (double) found.red.positives() / found.red.questions();
        assertThat(found.red.prAuc()).as("base rate %s", base).isLessThan(2 * base);
    }

    /** A window that counts what has not happened yet: the sudden failures are foreseen, which nothing honest can. */
    @Test
    void aPlantedFutureFeature_standsOut() {
        Random random = new Random(1);
        Failures failures = Failures.of(random);
        List<Label> labels = labels(failures.all());
        IntUnaryOperator honest = failures.errors(random);
        IntUnaryOperator leaking = minute -> honest.applyAsInt(minute)
                + (failures.all().stream().anyMatch(onset -> onset > minute && onset <= minute + 12) ? 7 : 0);

        Found found = learn(leaking, labels, labels);

        assertThat(found.red.skill()).isGreaterThan(0.6);
        assertThat(ofSudden(failures, found.bundle, leaking, labels)).isGreaterThan(0.5);
    }

    /** PR-AUC of red where only failures that nothing announces are ahead, or none at all. */
    private static double ofSudden(Failures failures, Bundle bundle, IntUnaryOperator errors, List<Label> labels) {
        List<Label> sudden = new ArrayList<>(labels);
        // The others' neighbourhood is unknown, and so is asked nothing.
        for (int onset : failures.announced) {
            sudden.removeIf(
                    label -> label.state() == HealthState.RED && label.start().equals(Histories.minute(onset)));
        }
        List<Window> windows = Histories.windows("shop", LEARNT - 100, MINUTES, minute -> {
            boolean near = failures.announced.stream().anyMatch(onset -> minute >= onset - 25 && minute < onset + 5);
            return near ? 0 : errors.applyAsInt(minute);
        });
        Evaluation evaluation = new Evaluation(
                bundle,
                windows,
                new HealthHistory(sudden, null),
                Histories.minute(LEARNT),
                Histories.minute(MINUTES - 20));
        return evaluation
                .run(new Dl4jNetworks(), forecast -> {})
                .values()
                .iterator()
                .next()
                .get(1)
                .prAuc();
    }
}
