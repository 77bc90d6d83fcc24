package io.portent.parse;

/** What is not part of a line's text: a byte order mark, the return of a Windows line end, terminal colours. */
final class LineText {
    private static final char ESCAPE = '\u001b';

    private LineText() {}

    static String clean(String line) {
        int from = !line.isEmpty() && line.charAt(0) == '\ufeff' ? 1 : 0;
        int to = line.length();
        while (to > from && line.charAt(to - 1) == '\r') {
            to--;
        }
        String text = from == 0 && to == line.length() ? line : line.substring(from, to);
        return text.indexOf(ESCAPE) < 0 ? text : withoutColours(text);
    }

    /** Control sequences: escape, bracket, parameters, one letter. */
    private static String withoutColours(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != ESCAPE) {
                plain.append(c);
            } else if (at < text.length() && text.charAt(at) == '[') {
                at++;
                while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) < 0x40) {
                    at++;
                }
                at++;
            }
        }
        return plain.toString();
    }
}
