package io.portent.parse;

/**
 * Traces of Java, and those of .NET and JavaScript, which have frames that begin with {@code at} as well. Java's root cause is
 * the last {@code Caused by:} that is not part of a {@code Suppressed:} section, .NET's the last {@code --->}; in traces
 * printed root cause first ({@code Wrapped by:}) it is the first exception.
 */
final class JvmTrace implements TraceReader {
    /** Frames of these are not the program's own. */
    private static final String[] RUNTIME = {
        "java.",
        "javax.",
        "jdk.",
        "sun.",
        "com.sun.",
        "jakarta.",
        "kotlin.",
        "kotlinx.",
        "scala.",
        "groovy.",
        "System.",
        "Microsoft.",
        "node:"
    };

    private static final String ARROW = "---> ";
    /** Of JavaScript. */
    private static final String CAUSE = "[cause]: ";

    private String type = "";
    private String frame = "";
    /** Of the exception around the root cause, whose own frames may all be among the {@code ... 7 more}. */
    private String outerFrame = "";

    private boolean own;
    private boolean framesSeen;
    private boolean suppressed;
    private boolean rootFirst;
    private boolean inner;

    @Override
    public void clear() {
        type = "";
        frame = "";
        outerFrame = "";
        own = false;
        framesSeen = false;
        suppressed = false;
        rootFirst = false;
        inner = false;
    }

    boolean isUntouched() {
        return type.isEmpty() && !framesSeen;
    }

    boolean framesSeen() {
        return framesSeen;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String frame() {
        return frame.isEmpty() ? outerFrame : frame;
    }

    @Override
    public void readLine(String text, int from, int to) {
        int start = TraceReader.skipBlanks(text, from, to);
        if (text.startsWith("at ", start)) {
            readFrame(text, start + 3, to);
        } else if (text.startsWith("Suppressed: ", start)) {
            suppressed = true;
        } else if (text.startsWith("Caused by: ", start)) {
            readCause(text, start + 11, to, start > from);
        } else if (text.startsWith(ARROW, start)) {
            readCause(text, start + ARROW.length(), to, false);
        } else if (text.startsWith(CAUSE, start)) {
            readCause(text, start + CAUSE.length(), to, false);
        } else if (text.startsWith("--- End of inner exception", start)) {
            inner = true;
        } else if (text.startsWith("Wrapped by: ", start)) {
            rootFirst = true;
        } else if (type.isEmpty() && !framesSeen) {
            readHead(text, start, to);
        }
    }

    private void readFrame(String text, int from, int to) {
        framesSeen = true;
        if (own || suppressed || rootFirst || (inner && !frame.isEmpty())) {
            return;
        }
        int paren = TraceReader.indexOf(text, '(', from, to);
        int end = paren < 0 ? to : paren;
        int module = TraceReader.lastIndexOf(text, '/', from, end);
        String name = text.substring(module < 0 ? from : module + 1, end).strip();
        own = !isRuntime(name, text, paren, to);
        if (own || frame.isEmpty()) {
            frame = Draft.cut(name, MAX_NAME);
        }
    }

    private static boolean isRuntime(String name, String text, int paren, int to) {
        for (String prefix : RUNTIME) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return paren >= 0 && paren + 1 < to && text.startsWith("node:", paren + 1);
    }

    private void readCause(String text, int from, int to, boolean indented) {
        if (suppressed && indented) {
            return;
        }
        suppressed = false;
        int bracket = text.startsWith("(Inner Exception", from) ? TraceReader.indexOf(text, ") ", from, to) : -1;
        String cause = TraceReader.nameAt(text, bracket < 0 ? from : bracket + 2, to);
        if (!cause.isEmpty() && !rootFirst) {
            type = cause;
            outerFrame = frame();
            frame = "";
            own = false;
            inner = false;
        }
    }

    private void readHead(String text, int from, int to) {
        int start = from;
        if (text.startsWith("Exception in thread \"", from)) {
            int quote = TraceReader.indexOf(text, "\" ", from + 21, to);
            start = quote < 0 ? from : quote + 2;
        } else if (text.startsWith("Unhandled ", from)) {
            // "Unhandled exception. ", "Unhandled Exception: "
            start = Math.min(to, from + 21);
        }
        String head = TraceReader.nameAt(text, start, to);
        if (!looksThrown(head)) {
            return;
        }
        type = head;
        int arrow = text.lastIndexOf(" " + ARROW, to);
        if (arrow > start) {
            readCause(text, arrow + 1 + ARROW.length(), to, false);
        }
    }

    /** {@code com.shop.Timeout} is taken for an exception at the head of a trace, {@code Details} is not. */
    private static boolean looksThrown(String name) {
        if (name.endsWith("Exception") || name.endsWith("Error") || name.endsWith("Throwable")) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 && dot + 1 < name.length() && Character.isUpperCase(name.charAt(dot + 1));
    }

    @Override
    public boolean continues(String text) {
        return isInner(text);
    }

    static boolean isInner(String text) {
        int start = TraceReader.skipBlanks(text, 0, text.length());
        if (start > 0 && text.startsWith("at ", start)) {
            return true;
        }
        boolean more = text.startsWith("... ", start)
                && start + 4 < text.length()
                && IsoTime.isDigit(text.charAt(start + 4))
                && (text.endsWith(" more") || text.contains("frames"));
        return more
                || text.startsWith("Caused by: ", start)
                || (start > 0 && text.startsWith("Suppressed: ", start))
                || text.startsWith("Wrapped by: ", start)
                || (start > 0 && (text.startsWith(ARROW, start) || text.startsWith(CAUSE, start)))
                || text.startsWith("--- End of ", start);
    }

    static String thrownIn(String message) {
        String found = "";
        int from = 0;
        while (from < message.length()) {
            int end = message.indexOf(' ', from);
            int to = end < 0 ? message.length() : end;
            String word = TraceReader.nameAt(message, from, to);
            if (word.endsWith("Exception") || word.endsWith("Error")) {
                found = word;
            }
            from = to + 1;
        }
        return found;
    }
}
