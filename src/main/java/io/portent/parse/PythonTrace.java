package io.portent.parse;

/**
 * Python's tracebacks. The exception is named behind the frames, the innermost frame stands last; of a chain the first
 * exception is the root cause. A frame is written {@code shop/cart.py:add}.
 */
final class PythonTrace implements TraceReader {
    private static final String HEAD = "Traceback (most recent call last):";

    private String type = "";
    private String frame = "";
    private String lastFrame = "";
    private boolean own;
    private boolean inFrames;
    private int indent;

    static boolean begins(String text, int start) {
        return text.startsWith(HEAD, start) || text.startsWith("+ Exception Group " + HEAD, start);
    }

    static boolean isInner(String text) {
        int start = TraceReader.skipBlanks(text, 0, text.length());
        return start > 0 && text.startsWith("File \"", start) && text.indexOf("\", line ", start) > 0;
    }

    @Override
    public void clear() {
        type = "";
        frame = "";
        lastFrame = "";
        own = false;
        inFrames = false;
        indent = 0;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String frame() {
        return frame;
    }

    @Override
    public void readLine(String text, int from, int to) {
        int start = TraceReader.skipBlanks(text, from, to);
        while (start < to && (text.charAt(start) == '|' || text.charAt(start) == '+')) {
            start = TraceReader.skipBlanks(text, start + 1, to);
        }
        if (text.startsWith(HEAD, start) || text.startsWith("Exception Group " + HEAD, start)) {
            inFrames = true;
            indent = start - from;
            own = false;
            lastFrame = "";
        } else if (inFrames && text.startsWith("File \"", start)) {
            readFrame(text, start + 6, to);
        } else if (inFrames && start < to && start - from <= indent) {
            readType(text, start, to);
        }
    }

    private void readFrame(String text, int from, int to) {
        int quote = TraceReader.indexOf(text, '"', from, to);
        int in = quote < 0 ? -1 : TraceReader.indexOf(text, ", in ", quote, to);
        if (quote < 0) {
            return;
        }
        String path = text.substring(from, quote);
        boolean library = path.contains("site-packages/")
                || path.contains("dist-packages/")
                || path.contains("/lib/python")
                || path.startsWith("<");
        if (library && own) {
            return;
        }
        own |= !library;
        String function = in < 0 ? "" : ":" + text.substring(in + 5, to).strip();
        lastFrame = Draft.cut(tail(path) + function, MAX_NAME);
    }

    /** Folder and file: a path's beginning differs from machine to machine. */
    private static String tail(String path) {
        int file = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        int folder = file <= 0 ? -1 : Math.max(path.lastIndexOf('/', file - 1), path.lastIndexOf('\\', file - 1));
        return path.substring(folder + 1).replace('\\', '/');
    }

    private void readType(String text, int from, int to) {
        inFrames = false;
        if (type.isEmpty()) {
            type = TraceReader.nameAt(text, from, to);
            frame = lastFrame;
        }
    }

    @Override
    public boolean continues(String text) {
        int start = TraceReader.skipBlanks(text, 0, text.length());
        boolean chained = text.startsWith("During handling of the above exception", start)
                || text.startsWith("The above exception was the direct cause", start)
                || begins(text, start);
        return chained
                || (inFrames
                        && (start > indent
                                || !TraceReader.nameAt(text, start, text.length())
                                        .isEmpty()));
    }
}
