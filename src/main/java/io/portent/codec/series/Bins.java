package io.portent.codec.series;

import java.util.Arrays;

/**
 * The line of numbers, cut:
 *
 * <pre>
 *   edges              e0        e1              a value belongs to the first bin whose edge is not below it, and to the
 *   bins        0      |    1    |     2         last where there is none
 * </pre>
 *
 * Immutable.
 */
final class Bins {
    private final double[] edges;

    /** @throws IllegalArgumentException unless the edges rise */
    Bins(double... edges) {
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
                throw new IllegalArgumentException("the edges of bins must rise");
            }
        }
        this.edges = edges.clone();
    }

    /**
     * One for each distinct value where there are at most so many, else so that each holds about as many of the values; fewer
     * than asked for where one value is so frequent that it would fill several.
     *
     * @param values at least one; left as they are
     */
    static Bins fit(double[] values, int most) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        return new Bins(distinct.length <= most ? between(distinct) : quantiles(sorted, most));
    }

    private static double[] between(double[] distinct) {
        double[] edges = new double[distinct.length - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = edge(distinct[i], distinct[i + 1]);
        }
        return edges;
    }

    private static double[] quantiles(double[] sorted, int most) {
        double[] edges = new double[most - 1];
        int count = 0;
        int end = 0;
        for (int i = 1; i < most; i++) {
            end = Math.max(end, (int) ((long) sorted.length * i / most));
            while (end > 0 && end < sorted.length && sorted[end] == sorted[end - 1]) {
                end++;
            }
            if (end > 0 && end < sorted.length && (count == 0 || sorted[end - 1] > edges[count - 1])) {
                edges[count++] = edge(sorted[end - 1], sorted[end]);
            }
        }
        return Arrays.copyOf(edges, count);
    }

    /** Halfway, but for neighbours with no number between them. */
    private static double edge(double below, double above) {
        double half = below / 2 + above / 2;
        return half >= below && half < above ? half : below;
    }

    int count() {
        return edges.length + 1;
    }

    int of(double value) {
        int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found : -found - 1;
    }

    double[] edges() {
        return edges.clone();
    }
}
