package io.portent.parse;

/** The blanks that a format modifier writes around a value. */
final class PatternWidth {
    private PatternWidth() {}

    static int skipLeft(PatternNode.Width width, int at, String line) {
        if (width.min() == 0 || width.padsRight()) {
            return at;
        }
        int most = Math.min(line.length(), at + width.min());
        int from = at;
        while (from < most && line.charAt(from) == ' ') {
            from++;
        }
        return from;
    }

    /** Just as many as are missing to the width; a line that lost the blanks at its end still fits. */
    static int skipRight(PatternNode.Width width, int start, int end, String line) {
        if (width.min() == 0 || !width.padsRight()) {
            return end;
        }
        int most = Math.min(line.length(), start + width.min());
        int at = end;
        while (at < most && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Of a value that no literal follows: its fixed width, else up to the next blank. */
    static int end(PatternStep.Free step, int at, String line) {
        if (step.width().min() == step.width().max()) {
            return Math.min(line.length(), at + step.width().min());
        }
        int from = skipLeft(step.width(), at, line);
        while (from < line.length() && line.charAt(from) != ' ') {
            from++;
        }
        return skipRight(step.width(), at, from, line);
    }
}
