package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.bundle.Choice;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.Hazards;
import io.portent.evaluate.Backtest;
import io.portent.evaluate.BlockLosses;
import io.portent.health.HealthHistory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {
    private static final int MINUTES = 6000;
    private static final HealthHistory HEALTH = new HealthHistory(Histories.incidents("shop", MINUTES, 150), null);
    private static final EncodedRun RUN = Runs.encoded(Histories.windows("shop", 0, MINUTES, minute -> 0), HEALTH);

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** @param knows how much of what will come shows in the chances, 0 to 1 */
    private static BlockLosses losses(Random random, double knows, double noise) {
        float[] risks = new float[6 * MINUTES];
        for (int step = 0; step < MINUTES; step++) {
            for (int i = 0; i < 6; i++) {
                boolean comes = Hazards.outcome(RUN, Runs.HORIZONS, step, i / 3, i % 3) == 1;
                double usual = 0.03 + 0.06 * (i % 3);
                double said = usual + knows * ((comes ? 0.9 : 0.01) - usual);
                risks[6 * step + i] = (float) Math.max(0.001, Math.min(0.999, said + noise * random.nextGaussian()));
            }
        }
        return new Backtest(Runs.HORIZONS, HEALTH, List.of(new Backtest.Asked(RUN, 0, MINUTES)), asked -> risks)
                .losses(Duration.ofHours(3));
    }

    private static Choice choose(Random random, double logistic, double network) {
        Map<String, BlockLosses> losses = new LinkedHashMap<>();
        losses.put("climatology", losses(random, 0, 0));
        losses.put("logistic", losses(random, logistic, 0.01));
        losses.put("lstm", losses(random, network, 0.01));
        return new Verdict(losses, null, 1).choice("lstm", 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void clearlyBest_serves(long seed) {
        Random random = new Random(seed);
        assertThat(choose(random, 0.2, 0.5).chosen()).isEqualTo("lstm");
        assertThat(choose(random, 0.5, 0.2).chosen()).isEqualTo("logistic");
        assertThat(choose(random, 0.3, 0.3).reason()).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noiseAboutTheUsual_isNoSkill(long seed) {
        Choice choice = choose(new Random(seed), 0, 0);

        assertThat(choice.withoutSkill()).isTrue();
        assertThat(choice.reason()).startsWith("no skill: ");
        assertThat(choice.candidates())
                .extracting(Choice.Candidate::name)
                .containsExactly("climatology", "logistic", "lstm");
    }

    @Test
    void nothingToCompare_isSaid() {
        Choice choice = new Verdict(Map.of(), null, 1).choice("lstm", 0);

        assertThat(choice.chosen()).isEqualTo("lstm");
        assertThat(choice.reason()).contains("too short");
    }
}
