package io.portent.drift;

import io.portent.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far one entity's recent windows are from those that a model has learnt from.
 *
 * <pre>
 *   score   = max(shift / ({@value #MARGIN} usual), unknown / {@value #MOST_UNKNOWN})        1 and above: beyond the trained range
 *   shift   = mean over the features of their population stability index, each at most 1
 *   usual   = the largest shift that the training windows themselves have shown, at least {@value #LEAST_USUAL}
 *   unknown = share of the events that are in templates unknown to the model
 * </pre>
 *
 * <p>"Recent" is the reference's span, a day or more, in {@value #PARTS} parts of which the oldest goes when a new one begins. Memory is that of
 * the bins of all features of the model, {@value #PARTS} times: about 20 KiB for 160 features. Not thread-safe.
 */
public final class DriftMeter {
    static final int PARTS = 8;
    static final double MARGIN = 2;
    static final double MOST_UNKNOWN = 0.1;
    static final double LEAST_USUAL = 0.02;
    /** What is commonly called a large shift of one feature. */
    private static final double LARGE = 0.25;

    private static final int NAMED = 3;

    private final DriftScale scale;
    private final long partMillis;
    private final int[][] counts = new int[PARTS][];
    private final int[] windows = new int[PARTS];
    private final long[] events = new long[PARTS];
    private final long[] unknown = new long[PARTS];
    private long part = Long.MIN_VALUE;
    private long millis;

    DriftMeter(DriftScale scale) {
        this.scale = scale;
        this.partMillis = scale.reference().span().toMillis() / PARTS;
        for (int i = 0; i < PARTS; i++) {
            counts[i] = new int[scale.bins()];
        }
    }

    /** The next window; one that is older than the span is left out. */
    public void add(Window window) {
        long current = Math.floorDiv(window.start().toEpochMilli(), partMillis);
        if (part == Long.MIN_VALUE) {
            part = current;
        }
        if (current <= part - PARTS) {
            return;
        }
        while (part < current) {
            part = current - part > PARTS ? current - PARTS : part + 1;
            clear(slot(part));
        }
        int slot = slot(current);
        scale.count(window, counts[slot]);
        windows[slot]++;
        millis = window.length().toMillis();
        for (Map.Entry<String, Integer> template : window.templates().entrySet()) {
            events[slot] += template.getValue();
            unknown[slot] += scale.knows(template.getKey()) ? 0 : template.getValue();
        }
    }

    private static int slot(long part) {
        return (int) Math.floorMod(part, (long) PARTS);
    }

    private void clear(int slot) {
        Arrays.fill(counts[slot], 0);
        windows[slot] = 0;
        events[slot] = 0;
        unknown[slot] = 0;
    }

    /** 0: alike; 1 and above: beyond the trained range. NaN until half of the span has been seen. */
    public double score() {
        double usual = Math.max(LEAST_USUAL, scale.reference().usual());
        return Math.max(shift() / (MARGIN * usual), unknownShare() / MOST_UNKNOWN);
    }

    /** See the class; NaN until half of the span has been seen. */
    double shift() {
        double[] each = stabilities();
        double sum = 0;
        int count = 0;
        for (int i = 0; i < each.length; i++) {
            if (scale.compares(i)) {
                sum += each[i];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private double unknownShare() {
        long all = Arrays.stream(events).sum();
        return all == 0 ? 0 : (double) Arrays.stream(unknown).sum() / all;
    }

    private double[] stabilities() {
        int seen = Arrays.stream(windows).sum();
        double[] each = new double[scale.features()];
        if (2L * seen * millis < PARTS * partMillis) {
            Arrays.fill(each, Double.NaN);
            return each;
        }
        int[] sum = new int[scale.bins()];
        for (int[] one : counts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        for (int i = 0; i < each.length; i++) {
            each[i] = scale.compares(i) ? scale.stability(i, sum, seen) : 0;
        }
        return each;
    }

    /** What the score is made of, one sentence for a person. */
    public String reason() {
        double[] each = stabilities();
        List<Integer> order = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < each.length; i++) {
            compared += scale.compares(i) ? 1 : 0;
            if (each[i] > LARGE) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -each[i]));
        List<String> names = order.stream().limit(NAMED).map(scale::name).toList();
        return String.format(
                Locale.ROOT,
                "the logs have drifted from those the model learnt from: %.0f %% of the events are of unknown templates,"
                        + " %d of %d features have shifted%s",
                100 * unknownShare(),
                order.size(),
                compared,
                names.isEmpty() ? "" : ", most of all " + String.join(", ", names));
    }
}
