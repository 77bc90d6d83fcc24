package io.portent.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.LabelTruth;
import io.portent.Runs;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions that scores, thresholds and baselines are made from are those of bench/score.py. */
class OutcomePropertyTest {
    private static final int MINUTES = 200;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static Horizons horizons(Random random) {
        Duration warning = Duration.ofMinutes(random.nextInt(4));
        List<Duration> horizons = new ArrayList<>();
        Duration last = warning;
        for (int i = 0; i <= random.nextInt(4); i++) {
            last = last.plusSeconds(30 + random.nextInt(1_500));
            horizons.add(last);
        }
        return new Horizons(warning, horizons);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void outcome_isTheQuestionOfTheScoringScript(long seed) {
        Random random = new Random(seed);
        Horizons horizons = horizons(random);
        List<Label> labels = Histories.randomLabels(random, "shop", MINUTES, 1 + random.nextInt(9));
        Instant known = random.nextBoolean() ? Instant.MAX : Histories.minute(random.nextInt(MINUTES));
        EncodedRun run = Runs.encoded(
                Histories.windows("shop", 0, MINUTES, minute -> 0), new HealthHistory(labels, null), horizons, known);
        for (int level = 0; level < 2; level++) {
            LabelTruth truth = new LabelTruth(labels, HazardTargets.LEVELS.get(level));
            for (int step = 0; step < MINUTES; step++) {
                Instant moment = Histories.minute(step + 1);
                for (int h = 0; h < horizons.horizons().size(); h++) {
                    Duration horizon = horizons.horizons().get(h);
                    int expected = moment.plus(horizon).isAfter(known)
                            ? -1
                            : truth.question(moment, horizons.warning(), horizon);
                    assertThat(Hazards.outcome(run, horizons, step, level, h))
                            .as("level %s, moment %s, horizon %s of %s", level, moment, horizon, horizons)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void targets_areTheFirstOnsetsBucketAmongThoseAtRiskAndKnown(long seed) {
        Random random = new Random(seed);
        Horizons horizons = horizons(random);
        List<Label> labels = Histories.randomLabels(random, "shop", MINUTES, 1 + random.nextInt(9));
        Instant known = random.nextBoolean() ? Instant.MAX : Histories.minute(random.nextInt(MINUTES));
        EncodedRun run = Runs.encoded(
                Histories.windows("shop", 0, MINUTES, minute -> 0), new HealthHistory(labels, null), horizons, known);
        List<Duration> edges = horizons.edges();
        for (int level = 0; level < 2; level++) {
            HealthState state = HazardTargets.LEVELS.get(level);
            LabelTruth truth = new LabelTruth(labels, state);
            for (int step = 0; step < MINUTES; step++) {
                Instant moment = Histories.minute(step + 1);
                for (int bucket = 0; bucket < horizons.buckets(); bucket++) {
                    Instant from = moment.plus(edges.get(bucket));
                    Instant to = moment.plus(edges.get(bucket + 1));
                    boolean counts = !truth.inBad(moment)
                            && truth.covers(moment, to)
                            && !truth.onsetIn(moment, from)
                            && !to.isAfter(known);
                    int at = step * run.outputs() + level * horizons.buckets() + bucket;
                    assertThat(run.masks()[at]).isEqualTo(counts ? 1 : 0);
                    assertThat(run.targets()[at]).isEqualTo(counts && truth.onsetIn(from, to) ? 1 : 0);
                }
            }
        }
    }
}
