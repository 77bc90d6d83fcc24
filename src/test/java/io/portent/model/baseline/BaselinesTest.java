package io.portent.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.Hazards;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.model.RiskModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
    private static final int MINUTES = 500;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static EncodedRun run(List<Label> labels) {
        return Runs.encoded(
                Histories.windows("shop", 0, MINUTES, minute -> minute % 70 > 60 ? 3 : 0),
                new HealthHistory(labels, null));
    }

    private final EncodedRun run = run(Histories.incidents("shop", MINUTES, 70));

    /** Onsets and questions by hand, then one moment at the overall rate. */
    private double rate(int level, int horizon, IntPredicate group) {
        double[] all = new double[2];
        double[] own = new double[2];
        for (int step = 0; step < MINUTES; step++) {
            int outcome = Hazards.outcome(run, Runs.HORIZONS, step, level, horizon);
            if (outcome >= 0) {
                all[0] += outcome;
                all[1]++;
                own[0] += group.test(step) ? outcome : 0;
                own[1] += group.test(step) ? 1 : 0;
            }
        }
        return (own[0] + (all[0] + 0.5) / (all[1] + 1)) / (own[1] + 1);
    }

    @Test
    void climatology_saysTheShareOfMomentsWithAnOnset() {
        float[] risks =
                Climatology.fit(List.of(run), Runs.HORIZONS, moment -> true).risks(run, 100, 101);

        assertThat((double) risks[0]).isCloseTo(rate(0, 0, step -> true), within(1e-6));
        assertThat((double) risks[4]).isCloseTo(rate(1, 1, step -> true), within(1e-6));
    }

    /** Else green and orange moments would get different forecasts, and a constant would have skill. */
    @Test
    void climatology_neverCallsRedLikelierThanOrangeOrWorse() {
        List<Label> labels = List.of(
                Histories.label("shop", HealthState.GREEN, 0, MINUTES),
                Histories.label("shop", HealthState.ORANGE, 10, 60),
                Histories.label("shop", HealthState.RED, 60, 80),
                Histories.label("shop", HealthState.ORANGE, 80, 130),
                Histories.label("shop", HealthState.RED, 130, 150));
        Climatology climatology = Climatology.fit(List.of(run(labels)), Runs.HORIZONS, moment -> true);
        int horizons = Runs.HORIZONS.horizons().size();
        for (int i = 0; i < horizons; i++) {
            assertThat(climatology.rates().get(horizons + i))
                    .isLessThanOrEqualTo(climatology.rates().get(i));
        }
    }

    @Test
    void persistence_saysWhatFollowedTheSameState() {
        Persistence persistence = Persistence.fit(List.of(run), Runs.HORIZONS, moment -> true);

        int orange = 72;
        assertThat(run.state(orange)).isEqualTo(HealthState.ORANGE);
        assertThat((double) persistence.risks(run, orange, orange + 1)[3])
                .isCloseTo(rate(1, 0, step -> run.state(step) == HealthState.ORANGE), within(1e-6));
        assertThat((double) persistence.risks(run, 100, 101)[3])
                .isCloseTo(rate(1, 0, step -> run.state(step) == HealthState.GREEN), within(1e-6));
    }

    @Test
    void errorRate_saysWhatFollowedAsManyErrors() {
        ErrorRate rule = ErrorRate.fit(List.of(run), Runs.HORIZONS, 20, moment -> true);

        // Five windows (the first horizon) with three errors each: the group of 12 to 15.
        assertThat((double) rule.risks(run, 66, 67)[0])
                .isCloseTo(rate(0, 0, step -> step % 70 >= 64 || (step % 70 == 0 && step > 0)), within(0.1));
        assertThat((double) rule.risks(run, 100, 101)[0])
                .isCloseTo(rate(0, 0, step -> (step % 70 > 4 && step % 70 < 61) || step < 5), within(1e-6));
        assertThat(rule.risks(run, 66, 67)[0]).isGreaterThan(rule.risks(run, 100, 101)[0]);
    }

    @Test
    void moreErrors_neverMeanLessRisk() {
        ErrorRate rule = ErrorRate.fit(List.of(run), Runs.HORIZONS, 20, moment -> true);
        for (int group = 1; group < rule.rates().size(); group++) {
            for (int i = 0; i < 6; i++) {
                assertThat(rule.rates().get(group).get(i))
                        .isGreaterThanOrEqualTo(rule.rates().get(group - 1).get(i));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyLabels_theChancesOfEveryBaselineRiseWithTheHorizon(long seed) {
        Random random = new Random(seed);
        EncodedRun run = run(Histories.randomLabels(random, "shop", MINUTES, 1 + random.nextInt(12)));
        Baselines baselines = Baselines.fit(List.of(run), Runs.HORIZONS, 20);
        for (RiskModel model : baselines.byName().values()) {
            float[] risks = model.risks(run, 0, MINUTES);
            for (int i = 0; i < risks.length; i++) {
                assertThat(risks[i]).isBetween(0f, 1f);
                if (i % 3 > 0) {
                    assertThat(risks[i]).as("%s", model).isGreaterThanOrEqualTo(risks[i - 1]);
                }
            }
        }
    }

    @Test
    void baselines_learnNothingFromAfterTheEndOfTraining() {
        List<Label> labels = Histories.incidents("shop", MINUTES, 70);
        Instant until = Histories.minute(300);
        EncodedRun honest = Runs.encoded(
                Histories.windows("shop", 0, 300, minute -> minute % 9),
                new HealthHistory(labels, null),
                Runs.HORIZONS,
                until);
        List<Label> other = new java.util.ArrayList<>(labels);
        other.add(Histories.label("shop", HealthState.RED, until.plusMillis(1), until.plus(Duration.ofHours(2))));
        EncodedRun tempted = Runs.encoded(
                Histories.windows("shop", 0, 300, minute -> minute % 9),
                new HealthHistory(other, null),
                Runs.HORIZONS,
                until);

        assertThat(Baselines.fit(List.of(tempted), Runs.HORIZONS, 20))
                .isEqualTo(Baselines.fit(List.of(honest), Runs.HORIZONS, 20));
    }
}
