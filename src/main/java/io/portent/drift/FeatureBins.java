package io.portent.drift;

import java.util.List;

/**
 * How one feature of the training windows was spread.
 *
 * @param edges rising; a value belongs to the first bin whose edge it does not exceed, or to the last one. Empty: not compared
 * @param shares of the training windows, one more than edges, each above zero
 */
public record FeatureBins(String name, List<Double> edges, List<Double> shares) {
    public FeatureBins {
        edges = List.copyOf(edges);
        shares = List.copyOf(shares);
        if (!edges.isEmpty() && shares.size() != edges.size() + 1) {
            throw new IllegalArgumentException("one share more than edges, were " + shares + " and " + edges);
        }
        for (int i = 1; i < edges.size(); i++) {
            if (edges.get(i) <= edges.get(i - 1)) {
                throw new IllegalArgumentException("edges must rise, were " + edges);
            }
        }
        if (shares.stream().anyMatch(share -> !(share > 0 && share < 1))) {
            throw new IllegalArgumentException("shares must be in (0, 1), were " + shares);
        }
    }
}
