package io.portent.codec.series;

import io.portent.codec.BadTextException;
import io.portent.codec.series.Fields.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads lines of fields. Lines without any are passed over. */
final class TableText {
    private static final int LONGEST_NAME = 1000;

    private final String text;
    private final List<double[]> rows = new ArrayList<>();
    private List<String> names = List.of();
    private int width = -1;
    private boolean dated;

    private TableText(String text) {
        this.text = text;
    }

    /** @throws BadTextException where a field is no number, and where a line has more or fewer of them than the first */
    static Table read(String text) {
        TableText reader = new TableText(text);
        reader.readAll();
        return new Table(reader.names, reader.rows, reader.dated);
    }

    private void readAll() {
        Fields cutter = null;
        int line = 0;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            String content = line(at, end);
            line++;
            at = end + 1;
            if (!content.isBlank()) {
                cutter = cutter == null ? Fields.of(content) : cutter;
                take(cutter.cut(content), line);
            }
        }
    }

    private String line(int from, int end) {
        int last = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
        return text.substring(from, last);
    }

    private void take(List<Field> fields, int line) {
        if (fields.size() > Table.MOST_COLUMNS) {
            throw Numeral.bad(
                    line,
                    fields.get(Table.MOST_COLUMNS).column(),
                    "more than " + Table.MOST_COLUMNS
                            + " columns; a long row that is one series is read with layout=flat");
        }
        if (width < 0) {
            width = fields.size();
            if (isHeader(fields)) {
                names = names(fields, line);
                return;
            }
        }
        if (fields.size() != width) {
            throw Numeral.bad(line, 1, fields.size() + " fields, must be " + width + " as in the first line");
        }
        rows.add(row(fields, line));
    }

    /** A line without a number among its fields, and not only of gaps and times. */
    private static boolean isHeader(List<Field> fields) {
        return fields.stream().map(Field::text).noneMatch(field -> Numeral.isNumber(field) || Numeral.isTime(field))
                && !fields.stream().map(Field::text).allMatch(Numeral::isGap);
    }

    private static List<String> names(List<Field> fields, int line) {
        List<String> names = new ArrayList<>();
        HashSet<String> seen = new HashSet<>();
        for (Field field : fields) {
            // A column without a name, such as the index that pandas writes, is called by its number.
            String name = field.text().isEmpty() ? Integer.toString(names.size() + 1) : field.text();
            if (name.length() > LONGEST_NAME) {
                throw Numeral.bad(line, field.column(), "a name of more than " + LONGEST_NAME + " characters");
            }
            if (!seen.add(name)) {
                throw Numeral.bad(line, field.column(), "a second column " + Numeral.shown(name));
            }
            names.add(name);
        }
        return names;
    }

    private double[] row(List<Field> fields, int line) {
        double[] row = new double[fields.size()];
        for (int i = 0; i < row.length; i++) {
            Field field = fields.get(i);
            if (i == 0 && row.length > 1 && Numeral.isTime(field.text())) {
                dated = true;
            } else {
                row[i] = Numeral.read(field.text(), line, field.column());
            }
        }
        return row;
    }
}
