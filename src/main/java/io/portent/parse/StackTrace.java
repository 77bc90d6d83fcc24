package io.portent.parse;

import io.portent.event.Thrown;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Java stack trace line by line and keeps two words of it: the class of the root cause and the first frame
 * below it. The root cause is the last {@code Caused by:} that is not part of a {@code Suppressed:} section; in traces
 * printed root cause first ({@code Wrapped by:}) it is the first exception.
 */
final class StackTrace {
    private static final int MAX_NAME = 256;
    /** Lines looked at in a trace that comes as one field; the root cause of a longer one is not seen. */
    private static final int MAX_LINES = 2_000;

    private String type = "";
    private String frame = "";
    private boolean framesSeen;
    private boolean suppressed;
    private boolean rootFirst;

    void clear() {
        type = "";
        frame = "";
        framesSeen = false;
        suppressed = false;
        rootFirst = false;
    }

    /** A whole trace, as JSON logs carry it. */
    void readAll(String trace) {
        int from = 0;
        for (int line = 0; line < MAX_LINES && from < trace.length(); line++) {
            int end = trace.indexOf('\n', from);
            readLine(trace, from, end < 0 ? trace.length() : end);
            from = end < 0 ? trace.length() : end + 1;
        }
    }

    /** The class, where a record names it by itself. */
    void named(String name) {
        if (type.isEmpty()) {
            type = Draft.cut(name, MAX_NAME);
        }
    }

    void readLine(String text) {
        readLine(text, 0, text.length());
    }

    private void readLine(String text, int from, int to) {
        int start = from;
        while (start < to && text.charAt(start) <= ' ') {
            start++;
        }
        if (text.startsWith("at ", start)) {
            readFrame(text, start + 3, to);
        } else if (text.startsWith("Suppressed: ", start)) {
            suppressed = true;
        } else if (text.startsWith("Caused by: ", start)) {
            readCause(text, start + 11, to, start > from);
        } else if (text.startsWith("Wrapped by: ", start)) {
            rootFirst = true;
        } else if (type.isEmpty() && !framesSeen) {
            readHead(text, start, to);
        }
    }

    private void readFrame(String text, int from, int to) {
        framesSeen = true;
        if (!frame.isEmpty() || suppressed || rootFirst) {
            return;
        }
        int paren = text.indexOf('(', from);
        int end = paren < 0 || paren > to ? to : paren;
        int module = text.lastIndexOf('/', end);
        frame = Draft.cut(
                text.substring(module >= from ? module + 1 : from, end).strip(), MAX_NAME);
    }

    private void readCause(String text, int from, int to, boolean indented) {
        if (suppressed && indented) {
            return;
        }
        suppressed = false;
        String cause = typeAt(text, from, to);
        if (!cause.isEmpty() && !rootFirst) {
            type = cause;
            frame = "";
        }
    }

    private void readHead(String text, int from, int to) {
        int start = from;
        if (text.startsWith("Exception in thread \"", from)) {
            int quote = text.indexOf("\" ", from + 21);
            start = quote < 0 || quote >= to ? from : quote + 2;
        }
        String head = typeAt(text, start, to);
        if (looksThrown(head)) {
            type = head;
        }
    }

    /** The dotted name that starts here and ends at a colon, a blank or the end of the line; else empty. */
    private static String typeAt(String text, int from, int to) {
        int end = from;
        while (end < to && isNamePart(text.charAt(end))) {
            end++;
        }
        boolean ended = end == to || text.charAt(end) == ':' || text.charAt(end) <= ' ';
        return ended && end > from ? Draft.cut(text.substring(from, end), MAX_NAME) : "";
    }

    private static boolean isNamePart(char c) {
        return c == '.' || c == '/' || c == '$' || Character.isJavaIdentifierPart(c);
    }

    /** {@code com.shop.Timeout} is taken for an exception at the head of a trace, {@code Details} is not. */
    private static boolean looksThrown(String name) {
        if (name.endsWith("Exception") || name.endsWith("Error") || name.endsWith("Throwable")) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 && dot + 1 < name.length() && Character.isUpperCase(name.charAt(dot + 1));
    }

    /**
     * What was thrown, or null.
     *
     * @param message where patterns print the exception behind the message on the same line, its class stands there
     */
    @Nullable
    Thrown thrown(String message) {
        if (type.isEmpty() && framesSeen) {
            type = thrownIn(message);
        }
        return type.isEmpty() ? null : new Thrown(type, frame);
    }

    private static String thrownIn(String message) {
        String found = "";
        int from = 0;
        while (from < message.length()) {
            int end = message.indexOf(' ', from);
            int to = end < 0 ? message.length() : end;
            String word = typeAt(message, from, to);
            if (word.endsWith("Exception") || word.endsWith("Error")) {
                found = word;
            }
            from = to + 1;
        }
        return found;
    }
}
