package io.portent.codec.series;

import java.util.Arrays;

/** The values of one moment, in the order of the columns; all finite. Immutable. */
final class Row {
    private final double[] values;

    /** @param values are not copied: there are a million rows */
    Row(double... values) {
        this.values = values;
    }

    int size() {
        return values.length;
    }

    double at(int column) {
        return values[column];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
