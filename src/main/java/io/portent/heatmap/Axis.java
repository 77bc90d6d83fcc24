package io.portent.heatmap;

import java.util.List;

/**
 * What rows or columns are.
 *
 * @param noun of one of them: unit, character, window
 * @param labels one each; may hold anything, whoever shows them makes them harmless
 */
public record Axis(String noun, List<String> labels) {
    public Axis {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("a map has at least one " + noun);
        }
    }

    public int size() {
        return labels.size();
    }
}
