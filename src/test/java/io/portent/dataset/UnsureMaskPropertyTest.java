package io.portent.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.DoubtfulHistory;
import io.portent.Histories;
import io.portent.Runs;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Targets, masks and outcomes of histories with doubts and interventions, against the same worked out point by point. */
class UnsureMaskPropertyTest {
    private static final int MINUTES = 60;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTouchesUnsureTimeBeforeAnOnset_isMasked(long seed) {
        Random random = new Random(seed);
        DoubtfulHistory truth = new DoubtfulHistory(random, MINUTES);
        int warning = random.nextInt(3);
        Horizons horizons = new Horizons(
                Duration.ofMinutes(warning),
                List.of(Duration.ofMinutes(warning + 2), Duration.ofMinutes(warning + 7), Duration.ofMinutes(20)));
        EncodedRun run = Runs.encoded(
                Histories.windows("shop", 0, MINUTES, minute -> 0), truth.history(), horizons, Instant.MAX);
        for (int step = 0; step < MINUTES; step++) {
            Instant moment = Histories.minute(step + 1);
            assertThat(run.state(step)).isEqualTo(truth.unsure(moment) ? null : truth.state(moment));
            for (int level = 0; level < 2; level++) {
                targets(truth, horizons, run, step, level);
                outcomes(truth, horizons, run, step, level);
            }
        }
    }

    private static void targets(DoubtfulHistory truth, Horizons horizons, EncodedRun run, int step, int level) {
        HealthState state = HazardTargets.LEVELS.get(level);
        Instant moment = Histories.minute(step + 1);
        List<Duration> edges = horizons.edges();
        boolean over = !atRisk(truth, state, moment);
        for (int bucket = 0; bucket < horizons.buckets(); bucket++) {
            Instant end = moment.plus(edges.get(bucket + 1));
            Instant onset = truth.onset(state, moment, end);
            boolean counts = !over && truth.covers(moment, end) && isClear(truth, moment, end, onset);
            int at = step * run.outputs() + level * horizons.buckets() + bucket;
            assertThat(run.masks()[at])
                    .as("mask of bucket %s at %s", bucket, moment)
                    .isEqualTo(counts ? 1 : 0);
            assertThat(run.targets()[at]).isEqualTo(counts && onset != null ? 1 : 0);
            over = over || !counts || onset != null;
        }
    }

    private static void outcomes(DoubtfulHistory truth, Horizons horizons, EncodedRun run, int step, int level) {
        HealthState state = HazardTargets.LEVELS.get(level);
        Instant moment = Histories.minute(step + 1);
        for (int h = 0; h < horizons.horizons().size(); h++) {
            Instant end = moment.plus(horizons.horizons().get(h));
            Instant onset = truth.onset(state, moment.plus(horizons.warning()), end);
            boolean counts =
                    atRisk(truth, state, moment) && truth.covers(moment, end) && isClear(truth, moment, end, onset);
            assertThat(Hazards.outcome(run, horizons, step, level, h))
                    .as("outcome of horizon %s at %s", h, moment)
                    .isEqualTo(counts ? (onset != null ? 1 : 0) : -1);
        }
    }

    private static boolean atRisk(DoubtfulHistory truth, HealthState level, Instant moment) {
        return truth.state(moment) != null && !truth.unsure(moment) && !truth.isBad(level, moment);
    }

    private static boolean isClear(DoubtfulHistory truth, Instant moment, Instant end, @Nullable Instant onset) {
        Instant unsure = truth.firstUnsure(moment, end);
        return unsure == null || (onset != null && onset.isBefore(unsure));
    }
}
