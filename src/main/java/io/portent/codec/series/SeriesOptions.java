package io.portent.codec.series;

import io.portent.codec.BadTextException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param flat all numbers of the text are one column
 * @param column what is forecast, by name or by its number in the text; null: the last
 * @param bins at most
 */
record SeriesOptions(boolean flat, @Nullable String column, int bins) {
    static final int MOST_BINS = 1024;
    private static final int DEFAULT_BINS = 32;
    private static final int MOST_NAMED = 10;

    /** @throws IllegalArgumentException for an option that is not known or not understood */
    static SeriesOptions of(Map<String, String> options) {
        boolean flat = false;
        String column = null;
        int bins = DEFAULT_BINS;
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            switch (option.getKey()) {
                case "layout" -> flat = isFlat(value);
                case "column" -> column = value;
                case "bins" -> bins = bins(value);
                default ->
                    throw new IllegalArgumentException("the codec series has no option "
                            + Numeral.shown(option.getKey()) + ", only bins, column and layout");
            }
        }
        if (flat && column != null) {
            throw new IllegalArgumentException("with layout=flat there is one column, so column cannot choose one");
        }
        return new SeriesOptions(flat, column, bins);
    }

    private static boolean isFlat(String value) {
        if (!value.equals("flat") && !value.equals("table")) {
            throw new IllegalArgumentException("the option layout must be table or flat, was " + Numeral.shown(value));
        }
        return value.equals("flat");
    }

    private static int bins(String value) {
        int bins = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
        if (bins < 2 || bins > MOST_BINS) {
            throw new IllegalArgumentException(
                    "the option bins must be from 2 to " + MOST_BINS + ", was " + Numeral.shown(value));
        }
        return bins;
    }

    /**
     * Which column of a table is forecast.
     *
     * @param first column that is not a time
     */
    int chosen(List<String> names, int width, int first) {
        if (column == null) {
            return width - 1;
        }
        int named = names.indexOf(column);
        int numbered = column.matches("[0-9]{1,4}") ? Integer.parseInt(column) - 1 : -1;
        int chosen = named >= 0 ? named : numbered;
        if (chosen < first || chosen >= width) {
            throw new BadTextException(
                    "there is no column " + Numeral.shown(column) + " to forecast, only the numbers " + (first + 1)
                            + " to " + width + (names.isEmpty() ? "" : ": " + named(names.subList(first, width))));
        }
        return chosen;
    }

    static String named(List<String> names) {
        String some = String.join(
                ", ", names.stream().limit(MOST_NAMED).map(Numeral::shown).toList());
        return names.size() > MOST_NAMED ? some + " and " + (names.size() - MOST_NAMED) + " more" : some;
    }
}
