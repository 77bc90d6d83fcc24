package io.portent.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A regular expression of an administrator. One that goes back and forth more often than allowed is taken for not found. */
final class BoundedRegex {
    private final Pattern pattern;
    private final int maxSteps;

    /** @param maxSteps signs looked at for one text, each as often as it is */
    BoundedRegex(String expression, int maxSteps) {
        this.pattern = Pattern.compile(expression);
        this.maxSteps = maxSteps;
    }

    /** What is wrong with an expression; null where it can be used. */
    static @Nullable String check(String expression) {
        try {
            Pattern.compile(expression);
            return null;
        } catch (PatternSyntaxException e) {
            return e.getDescription() + " at position " + (e.getIndex() + 1);
        }
    }

    boolean find(String text, int maxChars) {
        try {
            return pattern.matcher(new Counted(text, 0, Math.min(text.length(), maxChars), new Steps(maxSteps)))
                    .find();
        } catch (TooManySteps e) {
            return false;
        }
    }

    /** The text with another one in place of each match; as it was where that takes too long. An empty match is none. */
    String replace(String text, String with) {
        Matcher matcher = pattern.matcher(new Counted(text, 0, text.length(), new Steps(maxSteps)));
        StringBuilder replaced = null;
        int copied = 0;
        try {
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    replaced = replaced == null ? new StringBuilder() : replaced;
                    replaced.append(text, copied, matcher.start()).append(with);
                    copied = matcher.end();
                }
            }
        } catch (TooManySteps e) {
            return text;
        }
        return replaced == null
                ? text
                : replaced.append(text, copied, text.length()).toString();
    }

    /** Thrown through java.util.regex, which cannot be stopped otherwise. */
    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    /** Shared by a text and its parts. */
    private static final class Steps {
        private int left;

        Steps(int most) {
            left = most;
        }
    }

    private record Counted(String line, int from, int to, Steps steps) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (--steps.left < 0) {
                throw new TooManySteps();
            }
            return line.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(line, from + start, from + end, steps);
        }

        @Override
        public String toString() {
            return line.substring(from, to);
        }
    }
}
