package io.portent.cli;

/** Text from logs and labels, which may hold what would drive a terminal. */
final class Printable {
    private Printable() {}

    /** On one line, without control and formatting characters, cut to a width. */
    static String line(String text, int most) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(most + 1L).forEach(each -> line.appendCodePoint(isPlain(each) ? each : '?'));
        return line.codePointCount(0, line.length()) <= most
                ? line.toString()
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
