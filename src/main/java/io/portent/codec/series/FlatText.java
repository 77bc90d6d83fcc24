package io.portent.codec.series;

import java.util.ArrayList;
import java.util.List;

/** Reads all numbers of a text, whatever stands between them, as one column. */
final class FlatText {
    private FlatText() {}

    static Table read(String text) {
        List<double[]> rows = new ArrayList<>();
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            if (isBetween(c)) {
                at++;
                if (c == '\n') {
                    line++;
                    lineStart = at;
                }
            } else {
                int end = end(text, at);
                rows.add(new double[] {Numeral.read(text.substring(at, end), line, at - lineStart + 1)});
                at = end;
            }
        }
        return new Table(List.of(), rows, false);
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && !isBetween(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBetween(char c) {
        return c == ',' || c == ';' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
