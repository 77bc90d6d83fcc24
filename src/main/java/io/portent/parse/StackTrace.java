package io.portent.parse;

import io.portent.event.Thrown;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stack trace line by line, whichever language has printed it, and keeps two words of it: the class of the root
 * cause and the first frame of the program's own below it.
 */
final class StackTrace {
    /** Lines looked at in a trace that comes as one field; the root cause of a longer one is not seen. */
    private static final int MAX_LINES = 2_000;

    private final JvmTrace jvm = new JvmTrace();
    private final PythonTrace python = new PythonTrace();
    private final GoTrace go = new GoTrace();
    private TraceReader reader = jvm;
    private String type = "";
    private boolean touched;

    void clear() {
        if (touched) {
            reader.clear();
            reader = jvm;
            type = "";
            touched = false;
        }
    }

    /** A whole trace, as JSON logs carry it. */
    void readAll(String trace) {
        touched = true;
        if (reader == jvm && trace.contains(".go:")) {
            reader = go;
        }
        int from = 0;
        for (int line = 0; line < MAX_LINES && from < trace.length(); line++) {
            int end = trace.indexOf('\n', from);
            readLine(trace, from, end < 0 ? trace.length() : end);
            from = end < 0 ? trace.length() : end + 1;
        }
    }

    /** The class, where a record names it by itself. */
    void named(String name) {
        touched = true;
        type = Draft.cut(name, TraceReader.MAX_NAME);
    }

    /** Of a line that is an exception if frames follow. */
    void mayFollow() {
        touched = true;
    }

    void readLine(String text) {
        readLine(text, 0, text.length());
    }

    private void readLine(String text, int from, int to) {
        touched = true;
        if (reader == jvm && jvm.isUntouched()) {
            int start = TraceReader.skipBlanks(text, from, to);
            if (PythonTrace.begins(text, start)) {
                reader = python;
            } else if (GoTrace.begins(text, start)) {
                reader = go;
            }
        }
        reader.readLine(text, from, to);
    }

    /** Whether this line goes on with the trace that has been read so far. */
    boolean continues(String text) {
        return touched && reader.continues(text);
    }

    /** A frame or a cause, whatever was before it: no message of its own. */
    static boolean isInner(String text) {
        return JvmTrace.isInner(text) || PythonTrace.isInner(text);
    }

    /**
     * What was thrown, or null.
     *
     * @param message where patterns print the exception behind the message on the same line, its class stands there
     */
    @Nullable
    Thrown thrown(String message) {
        if (!touched) {
            return null;
        }
        String found = reader.type();
        found = found.isEmpty() ? type : found;
        found = found.isEmpty() && reader == jvm && jvm.framesSeen() ? JvmTrace.thrownIn(message) : found;
        return found.isEmpty() ? null : new Thrown(found, reader.frame());
    }
}
