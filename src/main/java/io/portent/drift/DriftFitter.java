package io.portent.drift;

import io.portent.codec.WindowCodec;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the reference of a model from its training windows. */
public final class DriftFitter {
    /** Shorter than a day, the hours of the day would be the largest shift of all. */
    private static final Duration DAY = Duration.ofDays(1);

    /** Fewer windows are too few to fill bins. */
    private static final int LEAST_WINDOWS = 240;

    private static final int BINS = 5;
    /** Quantiles do not get better by more. */
    private static final int SAMPLES = 20_000;

    private DriftFitter() {}

    /**
     * Fits to a training span.
     *
     * @param windows each entity's in time order
     * @param templates ids that the model knows
     * @return null where no entity was seen for half of the time that is compared
     */
    public static @Nullable DriftReference fit(List<Window> windows, WindowCodec codec, Set<String> templates) {
        if (windows.isEmpty()) {
            return null;
        }
        Duration enough = windows.get(0).length().multipliedBy(LEAST_WINDOWS);
        Duration span = enough.compareTo(DAY) > 0 ? enough : DAY;
        List<String> names = codec.features();
        float[] vectors = encode(windows, codec);
        List<FeatureBins> features = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            features.add(bins(names.get(i), column(vectors, i, names.size())));
        }
        double usual = usual(windows, new DriftScale(new DriftReference(span, 0, features), codec, templates));
        return Double.isNaN(usual) ? null : new DriftReference(span, usual, features);
    }

    private static float[] encode(List<Window> windows, WindowCodec codec) {
        int width = codec.features().size();
        int step = Math.max(1, (windows.size() + SAMPLES - 1) / SAMPLES);
        float[] vectors = new float[(windows.size() + step - 1) / step * width];
        for (int i = 0; i * step < windows.size(); i++) {
            codec.encode(windows.get(i * step), vectors, i * width);
        }
        return vectors;
    }

    private static float[] column(float[] vectors, int feature, int width) {
        float[] column = new float[vectors.length / width];
        for (int i = 0; i < column.length; i++) {
            column[i] = vectors[i * width + feature];
        }
        Arrays.sort(column);
        return column;
    }

    /** What only tells the time of day or of the week is not compared. */
    private static FeatureBins bins(String name, float[] sorted) {
        boolean clock = name.startsWith("DAY_") || name.startsWith("WEEK_");
        if (clock || sorted[0] == sorted[sorted.length - 1]) {
            return new FeatureBins(name, List.of(), List.of());
        }
        List<Double> edges = edges(sorted);
        List<Double> shares = new ArrayList<>();
        int from = 0;
        for (int bin = 0; bin <= edges.size(); bin++) {
            int to = from;
            while (to < sorted.length && (bin == edges.size() || sorted[to] <= edges.get(bin))) {
                to++;
            }
            shares.add((to - from + 0.5) / (sorted.length + 0.5 * (edges.size() + 1)));
            from = to;
        }
        return new FeatureBins(name, edges, shares);
    }

    /** Quantiles below the largest value; counts that are mostly zero have one edge alone. */
    private static List<Double> edges(float[] sorted) {
        float most = sorted[sorted.length - 1];
        TreeSet<Double> edges = new TreeSet<>();
        for (int i = 1; i < BINS; i++) {
            float quantile = sorted[i * sorted.length / BINS];
            if (quantile < most) {
                edges.add((double) quantile);
            }
        }
        if (edges.isEmpty()) {
            int below = sorted.length - 1;
            while (sorted[below] == most) {
                below--;
            }
            edges.add((double) sorted[below]);
        }
        return List.copyOf(edges);
    }

    /** Looks at the end of every part, as the oldest is about to go. */
    private static double usual(List<Window> windows, DriftScale scale) {
        Map<String, DriftMeter> meters = new HashMap<>();
        Map<String, Long> parts = new HashMap<>();
        long part = scale.reference().span().toMillis() / DriftMeter.PARTS;
        double usual = Double.NaN;
        for (Window window : windows) {
            DriftMeter meter = meters.computeIfAbsent(window.entity(), entity -> scale.meter());
            long current = Math.floorDiv(window.start().toEpochMilli(), part);
            Long before = parts.put(window.entity(), current);
            if (before != null && before != current) {
                double shift = meter.shift();
                usual = Double.isNaN(usual) || shift > usual ? shift : usual;
            }
            meter.add(window);
        }
        return usual;
    }
}
