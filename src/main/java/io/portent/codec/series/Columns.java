package io.portent.codec.series;

import io.portent.codec.BadTextException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The columns that a codec was fitted to, and how texts are brought to their order.
 *
 * @param flat all numbers of a text are the one column
 * @param names empty where the fitted text gave none
 */
record Columns(boolean flat, int count, List<String> names) {
    Columns {
        names = List.copyOf(names);
        if (count < 1
                || count > Table.MOST_COLUMNS
                || (!names.isEmpty() && names.size() != count)
                || (flat && count > 1)) {
            throw new IllegalArgumentException(count + " columns with " + names.size() + " names are none");
        }
    }

    static Table table(String text, boolean flat) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (flat) {
            return FlatText.read(content);
        }
        return JsonText.isJson(content) ? JsonText.read(content) : TableText.read(content);
    }

    /** @throws BadTextException where a text has other columns than the fitted one; a column of times may lead them, or not */
    List<Row> read(String text) {
        Table table = table(text, flat);
        if (table.rows().isEmpty()) {
            return List.of();
        }
        boolean timed = table.width() == count + 1 && (table.dated() || TimeColumn.leads(table) || count == 1);
        if (!timed && (table.width() != count || table.dated())) {
            throw new BadTextException(
                    "the text has " + table.width() + " columns" + (table.dated() ? " with its times" : "")
                            + ", must be " + count + ", with or without a column of times before them"
                            + (names.isEmpty() ? "" : ": " + SeriesOptions.named(names)));
        }
        return ordered(table.from(timed ? 1 : 0)).whole();
    }

    private Table ordered(Table table) {
        if (names.isEmpty() || table.names().isEmpty() || names.equals(table.names())) {
            return table;
        }
        if (!new HashSet<>(names).equals(new HashSet<>(table.names()))) {
            throw new BadTextException("the columns are " + SeriesOptions.named(table.names()) + ", must be "
                    + SeriesOptions.named(names));
        }
        int[] from = names.stream().mapToInt(table.names()::indexOf).toArray();
        List<double[]> rows = new ArrayList<>(table.rows().size());
        for (double[] row : table.rows()) {
            double[] other = new double[count];
            for (int i = 0; i < count; i++) {
                other[i] = row[from[i]];
            }
            rows.add(other);
        }
        return new Table(names, rows, false);
    }
}
