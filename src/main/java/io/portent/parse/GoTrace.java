package io.portent.parse;

import java.util.Set;

/**
 * What a Go program prints when it dies, and the traces of its loggers. The class is {@code panic}, with the constant part of
 * what the runtime says ({@code runtime error: index out of range}); the frame is the first function of the first goroutine that
 * is not of the standard library.
 */
final class GoTrace implements TraceReader {
    private static final Set<String> STANDARD = Set.of(
            "archive",
            "bufio",
            "bytes",
            "cmp",
            "compress",
            "container",
            "context",
            "crypto",
            "database",
            "debug",
            "encoding",
            "errors",
            "expvar",
            "flag",
            "fmt",
            "go",
            "hash",
            "html",
            "image",
            "internal",
            "io",
            "iter",
            "log",
            "maps",
            "math",
            "mime",
            "net",
            "os",
            "panic",
            "path",
            "plugin",
            "reflect",
            "regexp",
            "runtime",
            "slices",
            "sort",
            "strconv",
            "strings",
            "sync",
            "syscall",
            "testing",
            "text",
            "time",
            "unicode",
            "unsafe");

    private String type = "";
    private String frame = "";
    private boolean own;
    private int goroutines;

    static boolean begins(String text, int start) {
        return text.startsWith("panic: ", start) || text.startsWith("fatal error: ", start) || isGoroutine(text, start);
    }

    private static boolean isGoroutine(String text, int start) {
        return text.startsWith("goroutine ", start)
                && start + 10 < text.length()
                && IsoTime.isDigit(text.charAt(start + 10))
                && TraceReader.indexOf(text, " [", start, Math.min(text.length(), start + MAX_NAME)) > 0;
    }

    @Override
    public void clear() {
        type = "";
        frame = "";
        own = false;
        goroutines = 0;
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
        if (from == to || text.charAt(from) <= ' ') {
            return;
        }
        if (isGoroutine(text, from)) {
            goroutines++;
        } else if (text.startsWith("panic: ", from)) {
            type = type.isEmpty() ? panic(text, from + 7, to) : type;
        } else if (text.startsWith("fatal error: ", from)) {
            type = type.isEmpty() ? constant(text, from, to) : type;
        } else if (!own && goroutines < 2 && !text.startsWith("created by ", from)) {
            readFunction(text, from, to);
        }
    }

    private static String panic(String text, int from, int to) {
        boolean runtime = text.startsWith("runtime error: ", from);
        return runtime ? constant(text, from, to) : "panic";
    }

    /** Up to the first number or bracket: what varies stands there. */
    private static String constant(String text, int from, int to) {
        int end = from;
        while (end < to && end - from < MAX_NAME && "[({0123456789\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(from, end).strip();
    }

    private void readFunction(String text, int from, int to) {
        boolean arguments = text.charAt(to - 1) == ')';
        int end = arguments ? TraceReader.lastIndexOf(text, '(', from, to) : to;
        String name = end <= from ? "" : text.substring(from, end);
        if (name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf('.') < 0) {
            return;
        }
        own = !isStandard(name);
        if (own || frame.isEmpty()) {
            frame = Draft.cut(name, MAX_NAME);
        }
    }

    private static boolean isStandard(String name) {
        int slash = name.indexOf('/');
        int point = name.indexOf('.');
        int end = slash < 0 ? point : slash;
        return STANDARD.contains(name.substring(0, end));
    }

    @Override
    public boolean continues(String text) {
        char first = text.isEmpty() ? '\t' : text.charAt(0);
        if (first == '\t' || begins(text, 0) || text.startsWith("created by ") || text.startsWith("[signal ")) {
            return true;
        }
        int end = text.endsWith(")") ? text.lastIndexOf('(') : -1;
        boolean function = end > 0 && text.lastIndexOf(' ', end) < 0 && text.indexOf('.') > 0;
        return function
                || text.startsWith("panic(")
                || text.startsWith("exit status ")
                || text.startsWith("...additional");
    }
}
