package io.portent.heatmap;

import java.util.List;

/**
 * Values in [-1, 1] by row and column. Kept and shown in steps of 1/127: a colour tells no finer ones apart, and a page is a quarter the size.
 * Immutable.
 */
public final class HeatMap {
    /** Of a map; a page of more would be slow to open, and nobody would look at all of it. */
    public static final int MOST_CELLS = 4_000_000;

    private static final int STEPS = 127;
    /** By which a network's squashing in floats may miss the bound. */
    private static final float ROUNDING = 1e-5f;

    private final String title;
    private final String note;
    private final Axis rows;
    private final Axis columns;
    private final byte[] values;
    private final List<Band> bands;

    /**
     * @param note what a reader should know, in a sentence or two
     * @param values [row][column]
     * @param bands above the map, from the top
     * @throws IllegalArgumentException where the parts do not belong together, a value is out of range, or there are more than
     *     {@link #MOST_CELLS}
     */
    public HeatMap(String title, String note, Axis rows, Axis columns, float[] values, List<Band> bands) {
        requireSize(rows.size(), columns.size());
        if (values.length != rows.size() * columns.size()) {
            throw new IllegalArgumentException("a map of " + rows.size() + " rows and " + columns.size()
                    + " columns has not " + values.length + " values");
        }
        for (Band band : bands) {
            if (band.cells().size() != columns.size()) {
                throw new IllegalArgumentException("the band " + band.name() + " has "
                        + band.cells().size() + " cells for " + columns.size() + " columns");
            }
        }
        this.title = title;
        this.note = note;
        this.rows = rows;
        this.columns = columns;
        this.values = stepped(values);
        this.bands = List.copyOf(bands);
    }

    private static byte[] stepped(float[] values) {
        byte[] steps = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= 1 + ROUNDING)) {
                throw new IllegalArgumentException("values must be in [-1, 1], was " + values[i]);
            }
            steps[i] = (byte) Math.round(values[i] * STEPS);
        }
        return steps;
    }

    /** For those who would compute long for nothing. */
    public static void requireSize(int rows, int columns) {
        if ((long) rows * columns > MOST_CELLS) {
            throw new IllegalArgumentException(String.format(
                    java.util.Locale.ROOT,
                    "a heat map has at most %,d cells, %,d rows of %,d columns are %,d: take fewer columns",
                    MOST_CELLS,
                    rows,
                    columns,
                    (long) rows * columns));
        }
    }

    public String title() {
        return title;
    }

    public String note() {
        return note;
    }

    public Axis rows() {
        return rows;
    }

    public Axis columns() {
        return columns;
    }

    public List<Band> bands() {
        return bands;
    }

    /** To the nearest 1/127. */
    public double value(int row, int column) {
        return (double) values[row * columns.size() + column] / STEPS;
    }

    /** [row][column] in 127ths; a copy. */
    byte[] steps() {
        return values.clone();
    }
}
