package io.portent.parse;

/**
 * Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size: a number beyond the year 5138 in
 * one unit is taken for the next finer one.
 */
final class EpochTime {
    private static final long SECONDS = 100_000_000_000L;
    private static final int LEAST_DIGITS = 9;

    private EpochTime() {}

    /** Where the digits that start here end, with a fraction if there is one; -1 where there are too few for a time. */
    static int read(String text, int from, TimeFields into) {
        long value = 0;
        int at = from;
        while (at < text.length() && at - from < 19 && IsoTime.isDigit(text.charAt(at))) {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        if (at - from < LEAST_DIGITS || value < 0) {
            return -1;
        }
        into.clear();
        set(value, into);
        int end = IsoTime.readFraction(text, at, into);
        if (end > at && value >= SECONDS) {
            set(value, into);
        }
        return end;
    }

    /** @param value not negative */
    static void set(long value, TimeFields into) {
        into.hasEpoch = true;
        long unit = 1;
        while (unit < 1_000_000_000 && value / unit >= SECONDS) {
            unit *= 1_000;
        }
        into.epoch = value / unit;
        into.nano = (int) (value % unit * (1_000_000_000 / unit));
    }

    /** False where the number is none that a clock would show. */
    static boolean set(double value, TimeFields into) {
        if (!(value >= 0 && value < 9e18)) {
            return false;
        }
        into.clear();
        if (value >= SECONDS) {
            set((long) value, into);
        } else {
            into.hasEpoch = true;
            into.epoch = (long) value;
            into.nano = (int) Math.min(999_999_999, Math.round((value - Math.floor(value)) * 1e6) * 1_000);
        }
        return true;
    }
}
