package io.portent.heatmap;

/** Text from anywhere as a part of a page. What steers a reader's screen instead of standing on it becomes U+FFFD. */
public final class Harmless {
    private Harmless() {}

    /** As text of an element. */
    public static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().map(Harmless::plain).forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    /** As a string of JSON within a script element, which ends at the first thing that looks like its end. */
    public static void json(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().map(Harmless::plain).forEach(point -> {
            switch (point) {
                case '"', '\\' -> out.append('\\').appendCodePoint(point);
                case '&', '<', '>', '\'' -> out.append(String.format("\\u%04x", point));
                default -> out.appendCodePoint(point);
            }
        });
        out.append('"');
    }

    private static int plain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> 0xFFFD;
            default -> point;
        };
    }
}
