package io.portent.parse;

/** Reads the stack traces of one language, line by line, and keeps two words of each. */
sealed interface TraceReader permits JvmTrace, PythonTrace, GoTrace {
    int MAX_NAME = 256;

    void clear();

    /** A line of the trace; its head, too. */
    void readLine(String text, int from, int to);

    /** Whether this line goes on with the trace that has been read so far. */
    boolean continues(String text);

    /** The class of the root cause; empty where none was seen. */
    String type();

    /** The first frame below it that is not the language's own; where all are, the first. */
    String frame();

    static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** Where the character stands first in this line of a longer text, or -1: the rest of the text is not looked at. */
    static int indexOf(String text, char c, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != c) {
            at++;
        }
        return at < to ? at : -1;
    }

    static int indexOf(String text, String part, int from, int to) {
        int at = indexOf(text, part.charAt(0), from, to);
        while (at >= 0 && !(at + part.length() <= to && text.startsWith(part, at))) {
            at = indexOf(text, part.charAt(0), at + 1, to);
        }
        return at;
    }

    static int lastIndexOf(String text, char c, int from, int to) {
        int at = to - 1;
        while (at >= from && text.charAt(at) != c) {
            at--;
        }
        return at >= from ? at : -1;
    }

    /** The dotted name that starts here and ends at a colon, a blank or the end of the line; else empty. */
    static String nameAt(String text, int from, int to) {
        int end = from;
        while (end < to && isNamePart(text.charAt(end))) {
            end++;
        }
        boolean ended = end == to || text.charAt(end) == ':' || text.charAt(end) <= ' ';
        return ended && end > from ? Draft.cut(text.substring(from, end), MAX_NAME) : "";
    }

    private static boolean isNamePart(char c) {
        return c == '.' || c == '/' || c == '$' || c == '`' || c == '+' || Character.isJavaIdentifierPart(c);
    }
}
