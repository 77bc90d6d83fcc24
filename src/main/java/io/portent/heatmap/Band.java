package io.portent.heatmap;

import java.util.List;

/**
 * A named row above a map.
 *
 * @param cells one per column
 */
public record Band(String name, List<Cell> cells) {
    public Band {
        cells = List.copyOf(cells);
    }

    /**
     * @param label what fits into a cell
     * @param detail the same as a person says it
     * @param strength how much of the colour, in [0, 1]
     */
    public record Cell(String label, String detail, Tint tint, double strength) {
        public Cell {
            if (!(strength >= 0 && strength <= 1)) {
                throw new IllegalArgumentException("strength must be in [0, 1], was " + strength);
            }
        }
    }
}
