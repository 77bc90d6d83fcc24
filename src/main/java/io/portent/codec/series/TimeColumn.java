package io.portent.codec.series;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a table begins with a column of times. */
final class TimeColumn {
    private static final Set<String> NAMES = Set.of("time", "timestamp", "ts", "date", "datetime", "epoch", "t");
    /** From September 2001 to 2286, in seconds; the same in milliseconds. */
    private static final double FIRST_SECOND = 1e9;

    private static final double SECONDS = 1e10;
    private static final double MILLISECONDS = 1000;

    private TimeColumn() {}

    /** Where there are names they decide, else the values: they rise, and would be times of this age. */
    static boolean leads(Table table) {
        if (table.width() < 2) {
            return false;
        }
        if (table.dated()) {
            return true;
        }
        return table.names().isEmpty()
                ? rises(table.rows(), 1) || rises(table.rows(), MILLISECONDS)
                : NAMES.contains(table.names().get(0).toLowerCase(Locale.ROOT));
    }

    private static boolean rises(List<double[]> rows, double unit) {
        double before = 0;
        for (double[] row : rows) {
            if (!(row[0] > before && row[0] >= FIRST_SECOND * unit && row[0] < SECONDS * unit)) {
                return false;
            }
            before = row[0];
        }
        return true;
    }
}
