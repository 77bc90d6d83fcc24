package io.portent.codec.series;

import io.portent.codec.BadTextException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;

/** Numbers and times as they stand in texts. */
final class Numeral {
    /** The longest that is read; what a double takes has 24 characters. */
    static final int LONGEST = 64;

    private static final int LONGEST_SHOWN = 30;
    private static final Set<String> GAPS = Set.of(
            "",
            "nan",
            "+nan",
            "-nan",
            "inf",
            "+inf",
            "-inf",
            "infinity",
            "+infinity",
            "-infinity",
            "null",
            "na",
            "n/a",
            "none");
    /** Beyond it every double is whole and its digits are noise, so that the shorter form with an exponent says as much. */
    private static final double WHOLE = 1e15;

    private Numeral() {}

    /** What stands for no value: nothing, NaN, the infinities, null. */
    static boolean isGap(String text) {
        return text.length() <= "+infinity".length() && GAPS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** NaN for a gap. */
    static double read(String text, int line, int column) {
        if (isGap(text)) {
            return Double.NaN;
        }
        if (!isNumber(text)) {
            throw bad(
                    line,
                    column,
                    shown(text) + " is no number; right would be such as 12.5, -3 or 1.5e-7, or nothing for a gap");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw bad(line, column, shown(text) + " is beyond what can be held, " + Double.MAX_VALUE);
        }
        // Negative zero is zero: both are the same bin, and they must be the same step.
        return value + 0.0;
    }

    /** Java would take {@code 1f}, {@code 0x1p3} and blanks, too. */
    static boolean isNumber(String text) {
        if (text.length() > LONGEST || text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** RFC 3339, with a space for its T as well. */
    static boolean isTime(String text) {
        if (text.length() < "2000-01-01T00:00Z".length() || text.length() > LONGEST || text.charAt(4) != '-') {
            return false;
        }
        try {
            OffsetDateTime.parse(text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** So that {@link #read} gives the same value again. */
    static String write(double value) {
        return value == Math.rint(value) && Math.abs(value) < WHOLE
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String shown(String text) {
        String cut = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }

    static BadTextException bad(int line, int column, String what) {
        return new BadTextException("line " + line + ", column " + column + ": " + what);
    }
}
