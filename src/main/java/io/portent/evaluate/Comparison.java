package io.portent.evaluate;

import java.util.Arrays;
import java.util.Random;

/**
 * How much less one model loses than another on the same questions, and how sure that is.
 *
 * <pre>
 *   loss of a model   sum over levels and horizons of its mean log loss
 *   gain              1 - loss of the one / loss of the other; 0.02: two percent less
 * </pre>
 *
 * <p>The interval is that of a block bootstrap (Kuensch 1989, here without overlap): blocks of time are drawn with
 * replacement, the same for both models, so that what was hard for both cancels. With few blocks it is somewhat too narrow.
 *
 * @param gain in (-inf, 1]
 * @param low 5 % of the resamples lie below
 * @param high 5 % of the resamples lie above
 * @param better share of the resamples in which the one loses less
 * @param blocks of time that were resampled
 */
public record Comparison(double gain, double low, double high, double better, int blocks) {
    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.05;
    private static final double LIKELY = 0.8;

    /** Nothing was asked, so nothing is known. */
    private static final Comparison NONE = new Comparison(0, Double.NEGATIVE_INFINITY, 1, 0, 0);

    /**
     * Compares.
     *
     * @throws IllegalArgumentException if the questions were not the same
     */
    public static Comparison of(BlockLosses one, BlockLosses other, long seed) {
        if (!one.sameQuestions(other)) {
            throw new IllegalArgumentException("two models can be compared on the same questions only");
        }
        BlockLosses.Sums[] ours = one.sums();
        BlockLosses.Sums[] theirs = other.sums();
        if (ours.length == 0) {
            return NONE;
        }
        int[] drawn = new int[ours.length];
        Arrays.setAll(drawn, i -> i);
        double gain = gain(ours, theirs, drawn, one.kinds());
        Random random = new Random(seed);
        double[] gains = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            Arrays.setAll(drawn, block -> random.nextInt(ours.length));
            gains[i] = gain(ours, theirs, drawn, one.kinds());
        }
        Arrays.sort(gains);
        int cut = (int) (TAIL * RESAMPLES);
        double better = (double) Arrays.stream(gains).filter(each -> each > 0).count() / RESAMPLES;
        return new Comparison(gain, gains[cut], gains[RESAMPLES - 1 - cut], better, ours.length);
    }

    private static double gain(BlockLosses.Sums[] ours, BlockLosses.Sums[] theirs, int[] drawn, int kinds) {
        double own = 0;
        double other = 0;
        for (int kind = 0; kind < kinds; kind++) {
            double ownSum = 0;
            double otherSum = 0;
            long count = 0;
            for (int block : drawn) {
                ownSum += ours[block].loss[kind];
                otherSum += theirs[block].loss[kind];
                count += ours[block].count[kind];
            }
            own += count == 0 ? 0 : ownSum / count;
            other += count == 0 ? 0 : otherSum / count;
        }
        return other > 0 ? 1 - own / other : 0;
    }

    /** Better in four resamples of five. */
    public boolean likelyBetter() {
        return gain > 0 && better >= LIKELY;
    }

    /** Better beyond what chance explains. */
    public boolean surelyBetter() {
        return low > 0;
    }

    /** Worse beyond what chance explains. */
    public boolean surelyWorse() {
        return high < 0;
    }
}
