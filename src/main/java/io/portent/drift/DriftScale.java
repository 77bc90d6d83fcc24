package io.portent.drift;

import io.portent.codec.WindowCodec;
import io.portent.window.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A reference made ready to compare with; shared by the meters of all entities. Immutable. */
public final class DriftScale {
    private final DriftReference reference;
    private final WindowCodec codec;
    private final Set<String> templates;
    private final double[][] edges;
    private final double[][] shares;
    /** Where each feature's bins begin among those of all. */
    private final int[] offsets;

    /**
     * For the meters of one bundle.
     *
     * @param codec the bundle's, which the reference was made with
     * @param templates ids that the bundle knows
     */
    public DriftScale(DriftReference reference, WindowCodec codec, Set<String> templates) {
        if (codec.features().size() != reference.features().size()) {
            throw new IllegalArgumentException("reference and codec must have as many features, were "
                    + reference.features().size() + " and " + codec.features().size());
        }
        this.reference = reference;
        this.codec = codec;
        this.templates = Set.copyOf(templates);
        int count = reference.features().size();
        this.edges = new double[count][];
        this.shares = new double[count][];
        this.offsets = new int[count + 1];
        for (int i = 0; i < count; i++) {
            FeatureBins bins = reference.features().get(i);
            edges[i] = array(bins.edges());
            shares[i] = array(bins.shares());
            offsets[i + 1] = offsets[i] + shares[i].length;
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A meter for one entity. */
    public DriftMeter meter() {
        return new DriftMeter(this);
    }

    /** Over how much time recent windows are looked at together. */
    public Duration span() {
        return reference.span();
    }

    DriftReference reference() {
        return reference;
    }

    WindowCodec codec() {
        return codec;
    }

    /** Of all features. */
    int bins() {
        return offsets[offsets.length - 1];
    }

    int features() {
        return edges.length;
    }

    boolean compares(int feature) {
        return edges[feature].length > 0;
    }

    String name(int feature) {
        return reference.features().get(feature).name();
    }

    /** Counts the window's features into their bins. */
    void count(Window window, int[] into) {
        float[] vector = new float[edges.length];
        codec.encode(window, vector, 0);
        for (int i = 0; i < vector.length; i++) {
            if (compares(i)) {
                into[offsets[i] + bin(edges[i], vector[i])]++;
            }
        }
    }

    private static int bin(double[] edges, double value) {
        int found = Arrays.binarySearch(edges, value);
        return found >= 0 ? found : -found - 1;
    }

    boolean knows(String template) {
        return templates.contains(template);
    }

    /**
     * Population stability index of one feature, at most 1: sum over bins of (q - p) ln(q / p), with half a window added to each
     * bin, so that an empty one costs much and not everything.
     */
    double stability(int feature, int[] counts, int windows) {
        double[] expected = shares[feature];
        double sum = 0;
        for (int bin = 0; bin < expected.length; bin++) {
            double share = (counts[offsets[feature] + bin] + 0.5) / (windows + 0.5 * expected.length);
            sum += (share - expected[bin]) * Math.log(share / expected[bin]);
        }
        return Math.min(1, sum);
    }
}
