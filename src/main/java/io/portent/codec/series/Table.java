package io.portent.codec.series;

import java.util.ArrayList;
import java.util.List;

/**
 * What a text holds, before anyone has said what is forecast.
 *
 * @param names of the columns; empty where the text gives none
 * @param rows [column], all of one length; NaN where a value is missing
 * @param dated the first column holds times as RFC 3339 writes them; its values mean nothing
 */
record Table(List<String> names, List<double[]> rows, boolean dated) {
    /** The most columns of a table; beside the values of a row each is a value that the network reads. */
    static final int MOST_COLUMNS = 256;

    Table {
        names = List.copyOf(names);
    }

    int width() {
        return rows.isEmpty() ? names.size() : rows.get(0).length;
    }

    /** Without its first columns. */
    Table from(int column) {
        if (column == 0) {
            return this;
        }
        List<double[]> others = new ArrayList<>(rows.size());
        for (double[] row : rows) {
            double[] other = new double[row.length - column];
            System.arraycopy(row, column, other, 0, other.length);
            others.add(other);
        }
        return new Table(names.isEmpty() ? names : names.subList(column, names.size()), others, false);
    }

    /** The rows that lack nothing. */
    List<Row> whole() {
        List<Row> whole = new ArrayList<>(rows.size());
        for (double[] row : rows) {
            if (isWhole(row)) {
                whole.add(new Row(row));
            }
        }
        return whole;
    }

    private static boolean isWhole(double[] row) {
        for (double value : row) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }
}
