package io.portent.parse;

/**
 * Reads the ISO 8601 family by hand: {@code yyyy-MM-dd}, {@code T} or blank or {@code _}, {@code HH:mm:ss}, a fraction
 * after point or comma, a zone as {@code Z}, {@code +01}, {@code +0100} or {@code +01:00}; slashes instead of dashes;
 * or the time alone.
 */
final class IsoTime {
    private IsoTime() {}

    /** Where the time stamp that starts at {@code from} ends, or -1. */
    static int read(String text, int from, TimeFields into) {
        into.clear();
        int at = readDate(text, from, into);
        if (at < 0) {
            return -1;
        }
        int end = readTime(text, at, into);
        if (end < 0 || !into.plausible()) {
            return -1;
        }
        return into.month < 0 ? end : readZone(text, end, into);
    }

    /** The same, where an offset of four digits may stand behind a blank: {@code 2024-03-05 10:11:12 +0100}. */
    static int readWithZoneApart(String text, int from, TimeFields into) {
        int end = read(text, from, into);
        boolean apart = end >= 0
                && end + 6 <= text.length()
                && into.month > 0
                && into.offset == TimeFields.NO_OFFSET
                && text.charAt(end) == ' '
                && (text.charAt(end + 1) == '+' || text.charAt(end + 1) == '-')
                && twoDigits(text, end + 2) >= 0
                && twoDigits(text, end + 4) >= 0
                && (end + 6 == text.length() || !isDigit(text.charAt(end + 6)));
        return apart ? readZone(text, end + 1, into) : end;
    }

    private static int readDate(String text, int from, TimeFields into) {
        if (from + 8 > text.length()) {
            return -1;
        }
        char dash = from + 4 < text.length() ? text.charAt(from + 4) : 0;
        if (dash != '-' && dash != '/') {
            return from;
        }
        if (from + 19 > text.length() || text.charAt(from + 7) != dash || !separates(text.charAt(from + 10))) {
            return -1;
        }
        int high = twoDigits(text, from);
        int low = twoDigits(text, from + 2);
        into.month = twoDigits(text, from + 5);
        into.day = twoDigits(text, from + 8);
        if (high < 0 || low < 0 || into.month < 0 || into.day < 0) {
            return -1;
        }
        into.year = high * 100 + low;
        return from + 11;
    }

    private static boolean separates(char c) {
        return c == 'T' || c == ' ' || c == '_' || c == 't';
    }

    private static int readTime(String text, int from, TimeFields into) {
        if (from + 8 > text.length() || text.charAt(from + 2) != ':' || text.charAt(from + 5) != ':') {
            return -1;
        }
        into.hour = twoDigits(text, from);
        into.minute = twoDigits(text, from + 3);
        into.second = twoDigits(text, from + 6);
        if (into.hour < 0 || into.minute < 0 || into.second < 0) {
            return -1;
        }
        return readFraction(text, from + 8, into);
    }

    /** Optional; digits behind the ninth are dropped. A separator without a digit behind it is not ours. */
    static int readFraction(String text, int from, TimeFields into) {
        if (from >= text.length() || (text.charAt(from) != '.' && text.charAt(from) != ',')) {
            return from;
        }
        int at = from + 1;
        int nano = 0;
        int scale = 1_000_000_000;
        while (at < text.length() && isDigit(text.charAt(at))) {
            if (scale > 1) {
                scale /= 10;
                nano = nano * 10 + (text.charAt(at) - '0');
            }
            at++;
        }
        if (at == from + 1) {
            return from;
        }
        into.nano = nano * scale;
        return at;
    }

    /** Optional; where what follows is no zone, the time stamp ends before it. */
    static int readZone(String text, int from, TimeFields into) {
        if (from >= text.length()) {
            return from;
        }
        char sign = text.charAt(from);
        if (sign == 'Z' || sign == 'z') {
            into.offset = 0;
            return from + 1;
        }
        int hours = sign == '+' || sign == '-' ? twoDigits(text, from + 1) : -1;
        if (hours < 0 || hours > 18) {
            return from;
        }
        int colon = from + 3 < text.length() && text.charAt(from + 3) == ':' ? 1 : 0;
        int minutes = twoDigits(text, from + 3 + colon);
        boolean both = minutes >= 0 && minutes < 60;
        int seconds = hours * 3600 + (both ? minutes * 60 : 0);
        into.offset = sign == '-' ? -seconds : seconds;
        return both ? from + 5 + colon : from + 3;
    }

    static int twoDigits(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return (tens | ones) < 0 || tens > 9 || ones > 9 ? -1 : tens * 10 + ones;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
