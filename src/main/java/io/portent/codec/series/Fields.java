package io.portent.codec.series;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line at its separators. Within double quotes there are none; two of them stand for one. */
final class Fields {
    /** Separator of blanks: any number of spaces, those at the ends none. */
    private static final char BLANK = ' ';

    private final char separator;

    private Fields(char separator) {
        this.separator = separator;
    }

    /**
     * @param text the field without quotes and blanks around it
     * @param column its first character's, from 1
     */
    record Field(String text, int column) {}

    /** By what the first line holds: the rarest within numbers and names first. */
    static Fields of(String line) {
        for (char candidate : new char[] {'\t', ';', ','}) {
            if (line.indexOf(candidate) >= 0) {
                return new Fields(candidate);
            }
        }
        return new Fields(BLANK);
    }

    /** At most one more than a table may have columns. */
    List<Field> cut(String line) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at <= line.length() && fields.size() <= Table.MOST_COLUMNS) {
            int from = separator == BLANK ? skipBlanks(line, at) : at;
            if (separator == BLANK && from == line.length()) {
                break;
            }
            int end = end(line, from);
            fields.add(field(line, from, end));
            at = end + 1;
        }
        return fields;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == BLANK) {
            at++;
        }
        return at;
    }

    private int end(String line, int from) {
        boolean quoted = false;
        int at = from;
        while (at < line.length() && (quoted || line.charAt(at) != separator)) {
            quoted ^= line.charAt(at) == '"';
            at++;
        }
        return at;
    }

    private static Field field(String line, int from, int end) {
        String text = line.substring(from, end).strip();
        if (text.length() >= 2 && text.charAt(0) == '"' && text.charAt(text.length() - 1) == '"') {
            text = text.substring(1, text.length() - 1).replace("\"\"", "\"").strip();
        }
        return new Field(text, from + 1);
    }
}
