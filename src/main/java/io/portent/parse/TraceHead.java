package io.portent.parse;

/** How a line can begin a stack trace, where no record says so. */
enum TraceHead {
    NONE,
    /** {@code java.io.IOException: gone} at the start of a line: mostly of the record before. */
    EXCEPTION,
    /** Python's: of the record before if that is a warning or worse, else what a program died of. */
    TRACEBACK,
    /** What nobody caught: never of the record before. */
    UNCAUGHT,
    /** The end of a Go program. */
    PANIC;

    static TraceHead of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        switch (text.charAt(0)) {
            case 'T' -> {
                return text.startsWith("Traceback (most recent call last):") ? TRACEBACK : exception(text);
            }
            case 'p', 'f' -> {
                boolean panic = text.startsWith("panic: ") || text.startsWith("fatal error: ");
                return panic ? PANIC : exception(text);
            }
            case 'E' -> {
                return text.startsWith("Exception in thread \"") ? UNCAUGHT : exception(text);
            }
            case 'U' -> {
                boolean uncaught = text.startsWith("Unhandled exception. ") || text.startsWith("Unhandled Exception: ");
                return uncaught ? UNCAUGHT : exception(text);
            }
            default -> {
                return exception(text);
            }
        }
    }

    /** {@code TypeError: x is not a function}, as JavaScript prints it: an exception only if frames follow. */
    static boolean isBare(String text) {
        int end = 0;
        while (end < text.length() && end < TraceReader.MAX_NAME && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        boolean named = endsWith(text, end, "Error") || endsWith(text, end, "Exception");
        return named && (end == text.length() || text.charAt(end) == ':');
    }

    /** A class name with a point in it that ends like an exception's, and then a colon or nothing. */
    private static TraceHead exception(String text) {
        char first = text.charAt(0);
        if (!Character.isJavaIdentifierStart(first)) {
            return NONE;
        }
        int end = 0;
        int point = -1;
        while (end < text.length() && end < TraceReader.MAX_NAME) {
            char c = text.charAt(end);
            if (c == '.') {
                point = end;
            } else if (!Character.isJavaIdentifierPart(c)) {
                break;
            }
            end++;
        }
        boolean named = point > 0 && (endsWith(text, end, "Exception") || endsWith(text, end, "Error"));
        return named && (end == text.length() || text.charAt(end) == ':') ? EXCEPTION : NONE;
    }

    private static boolean endsWith(String text, int end, String word) {
        return text.regionMatches(end - word.length(), word, 0, word.length());
    }
}
