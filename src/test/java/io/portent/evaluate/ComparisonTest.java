package io.portent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What chance alone brings must not be taken for a difference, and a difference that is there must be found. */
final class ComparisonTest {
    private static final Duration BLOCK = Duration.ofHours(6);
    private static final int SEEDS = 400;
    private static final int BLOCKS = 28;
    private static final int PER_BLOCK = 36;

    /** A week of questions, every tenth minute; failures come in stretches, and the skill of a forecast varies with them. */
    private static BlockLosses[] rivals(long seed, double advantage) {
        Random random = new Random(seed);
        BlockLosses one = new BlockLosses(BLOCK, 1);
        BlockLosses other = new BlockLosses(BLOCK, 1);
        for (int block = 0; block < BLOCKS; block++) {
            boolean bad = random.nextInt(4) == 0;
            double luck = random.nextGaussian();
            for (int i = 0; i < PER_BLOCK; i++) {
                boolean onset = bad && i > 10 && i < 17;
                Instant moment = Histories.minute(360L * block + 10L * i);
                double common = (onset ? 0 : -3) + (bad ? 1 : 0) + 0.5 * random.nextGaussian();
                one.add(0, question(moment, onset, common + (onset ? 1 : -1) * (advantage + 0.3 * luck)));
                other.add(0, question(moment, onset, common - (onset ? 1 : -1) * 0.3 * luck));
            }
        }
        return new BlockLosses[] {one, other};
    }

    private static Question question(Instant moment, boolean onset, double logit) {
        return new Question("shop", moment, 1 / (1 + Math.exp(-logit)), onset, false, false);
    }

    @Test
    void noDifference_isSeldomTakenForOne() {
        int better = 0;
        int worse = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            BlockLosses[] rivals = rivals(seed, 0);
            Comparison comparison = Comparison.of(rivals[0], rivals[1], seed);
            better += comparison.surelyBetter() ? 1 : 0;
            worse += comparison.surelyWorse() ? 1 : 0;
        }
        // Twenty of four hundred each by the book; a bootstrap of few blocks is somewhat bolder.
        assertThat(better).isBetween(5, 48);
        assertThat(worse).isBetween(5, 48);
    }

    @Test
    void aDifference_isFoundMostly() {
        int found = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            BlockLosses[] rivals = rivals(seed, 0.5);
            Comparison comparison = Comparison.of(rivals[0], rivals[1], seed);
            found += comparison.surelyBetter() ? 1 : 0;
            assertThat(comparison.surelyWorse()).as("seed %s", seed).isFalse();
        }
        assertThat(found).isGreaterThan(SEEDS * 9 / 10);
    }

    @Test
    void turnedAround_theOtherSideWins() {
        for (long seed = 0; seed < 50; seed++) {
            BlockLosses[] rivals = rivals(seed, 0.5);
            Comparison there = Comparison.of(rivals[0], rivals[1], seed);
            Comparison back = Comparison.of(rivals[1], rivals[0], seed);
            assertThat(1 / (1 - there.gain())).as("seed %s", seed).isCloseTo(1 - back.gain(), within(1e-9));
            assertThat(back.surelyWorse()).as("seed %s", seed).isEqualTo(there.surelyBetter());
        }
    }

    @Test
    void againstItself_gainsNothing() {
        BlockLosses[] rivals = rivals(1, 0);
        Comparison comparison = Comparison.of(rivals[0], rivals[0], 1);
        assertThat(comparison).isEqualTo(new Comparison(0, 0, 0, 0, BLOCKS));
        assertThat(comparison.surelyBetter()).isFalse();
        assertThat(comparison.likelyBetter()).isFalse();
        assertThat(comparison.surelyWorse()).isFalse();
    }

    @Test
    void nothingAsked_nothingKnown() {
        BlockLosses none = new BlockLosses(BLOCK, 6);
        Comparison comparison = Comparison.of(none, new BlockLosses(BLOCK, 6), 1);
        assertThat(comparison.likelyBetter()).isFalse();
        assertThat(comparison.surelyWorse()).isFalse();
    }

    @Test
    void otherQuestions_areRefused() {
        BlockLosses[] rivals = rivals(1, 0);
        rivals[1].add(0, question(Histories.START, true, 0));
        assertThatThrownBy(() -> Comparison.of(rivals[0], rivals[1], 1)).hasMessageContaining("same questions");
    }
}
