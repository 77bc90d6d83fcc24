package io.portent.window;

import java.util.Arrays;

/**
 * The values of one field in one open window. Not thread-safe; owned by its window.
 *
 * <p>Mean, maximum and the count of fives are exact. Quantiles are exact up to {@value #KEPT} values; beyond that every second value is
 * dropped and from then on only every second (fourth, ...) is taken, so memory stays fixed and no chance is involved.
 * What is lost: a periodic field whose period divides the stride is seen at one phase only.
 */
final class FieldSketch {
    private static final int KEPT = 512;

    private double[] values = new double[8];
    private int size;
    private int stride = 1;
    private int count;
    private int fives;
    private double sum;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
        if (count % stride == 0) {
            keep(value);
        }
        count++;
        fives += FieldSummary.isFive(value) ? 1 : 0;
        sum += value;
        max = Math.max(max, value);
    }

    private void keep(double value) {
        if (size == KEPT) {
            for (int i = 0; i < KEPT / 2; i++) {
                values[i] = values[2 * i];
            }
            size = KEPT / 2;
            stride *= 2;
            if (count % stride != 0) {
                return;
            }
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.min(KEPT, 2 * size));
        }
        values[size++] = value;
    }

    FieldSummary summary() {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return new FieldSummary(count, sum / count, quantile(sorted, 0.5), quantile(sorted, 0.95), max, fives);
    }

    /** Nearest rank: the smallest value that at least a share q of the values does not exceed. */
    private static double quantile(double[] sorted, double q) {
        int rank = (int) Math.ceil(q * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
