package io.portent.parse;

/** The fields of one time stamp while it is read; negative where the text has none. Reused from line to line. */
final class TimeFields {
    static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int nano;
    int offset;
    /** Seconds since the epoch where the text says just that; then the other fields mean nothing but nano. */
    long epoch;

    boolean hasEpoch;

    void clear() {
        year = -1;
        month = -1;
        day = -1;
        hour = 0;
        minute = 0;
        second = 0;
        nano = 0;
        offset = NO_OFFSET;
        hasEpoch = false;
    }

    void copy(TimeFields other) {
        year = other.year;
        month = other.month;
        day = other.day;
        hour = other.hour;
        minute = other.minute;
        second = other.second;
        nano = other.nano;
        offset = other.offset;
        epoch = other.epoch;
        hasEpoch = other.hasEpoch;
    }

    /** A leap second is read as the last second of its minute, as java.time cannot hold it either. */
    boolean plausible() {
        if (hour > 23 || minute > 59 || second > 60) {
            return false;
        }
        second = Math.min(second, 59);
        if (month < 0 && day < 0) {
            return year < 0;
        }
        return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year < 0 ? 2000 : year, month);
    }

    int secondOfDay() {
        return hour * 3600 + minute * 60 + second;
    }

    static int daysOf(int year, int month) {
        return month == 2 && leap(year) ? 29 : MONTH_DAYS[month - 1];
    }

    private static boolean leap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
