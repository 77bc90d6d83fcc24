package io.portent.parse;

import java.util.List;

/** One letter group or literal of a date pattern, read by hand. */
sealed interface TimeStep {
    String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** Where it ends, or -1. */
    int read(String text, int from, TimeFields into);

    /** Fixed width where {@code width > 1}, else one or two digits. */
    record Digits(char field, int width) implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            int value = 0;
            int at = from;
            int end = Math.min(text.length(), from + Math.max(2, width));
            while (at < end && IsoTime.isDigit(text.charAt(at))) {
                value = value * 10 + (text.charAt(at++) - '0');
            }
            if (at == from || (width > 1 && at - from != width)) {
                return -1;
            }
            set(value, into);
            return at;
        }

        private void set(int value, TimeFields into) {
            switch (field) {
                case 'y' -> into.year = width == 2 ? 2000 + value : value;
                case 'M' -> into.month = value;
                case 'd' -> into.day = value;
                case 'H', 'h' -> into.hour = value;
                case 'm' -> into.minute = value;
                default -> into.second = value;
            }
        }
    }

    /** Exactly as many digits as the pattern has letters. */
    record Fraction(int width) implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            if (from + width > text.length()) {
                return -1;
            }
            int nano = 0;
            for (int i = from; i < from + width; i++) {
                if (!IsoTime.isDigit(text.charAt(i))) {
                    return -1;
                }
                nano = nano * 10 + (text.charAt(i) - '0');
            }
            for (int i = width; i < 9; i++) {
                nano *= 10;
            }
            into.nano = nano;
            return from + width;
        }
    }

    /** The fraction behind the seconds with its point or comma; may be absent, as Instant.toString leaves it out. */
    record SecondFraction() implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            return IsoTime.readFraction(text, from, into);
        }
    }

    /** Three letters in English, or the whole name. */
    record MonthName() implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            int end = lettersEnd(text, from);
            if (end < from + 3) {
                return -1;
            }
            int at = 0;
            while (at < MONTHS.length() && !text.regionMatches(true, from, MONTHS, at, 3)) {
                at += 3;
            }
            into.month = at / 3 + 1;
            return at == MONTHS.length() ? -1 : end;
        }
    }

    /** Redundant beside the date: read over. */
    record DayName() implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            int end = lettersEnd(text, from);
            return end == from ? -1 : end;
        }
    }

    /** An offset, which must be there. */
    record Zone() implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            int end = IsoTime.readZone(text, from, into);
            return end == from ? -1 : end;
        }
    }

    /** Behind the hour that it belongs to. */
    record HalfDay() implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            boolean morning = text.regionMatches(true, from, "AM", 0, 2);
            if ((!morning && !text.regionMatches(true, from, "PM", 0, 2)) || into.hour < 1 || into.hour > 12) {
                return -1;
            }
            into.hour = into.hour % 12 + (morning ? 0 : 12);
            return from + 2;
        }
    }

    /** One or more. */
    record Blanks() implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            int at = from;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            return at == from ? -1 : at;
        }
    }

    /** Seconds or milliseconds since the epoch. */
    record Epoch(boolean millis) implements TimeStep {
        @Override
        public int read(String text, int from, TimeFields into) {
            long value = 0;
            int at = from;
            while (at < text.length() && at < from + 15 && IsoTime.isDigit(text.charAt(at))) {
                value = value * 10 + (text.charAt(at++) - '0');
            }
            into.hasEpoch = true;
            into.epoch = millis ? value / 1000 : value;
            into.nano = millis ? (int) (value % 1000) * 1_000_000 : 0;
            return at == from ? -1 : at;
        }
    }

    record Literal(String text) implements TimeStep {
        @Override
        public int read(String line, int from, TimeFields into) {
            return line.startsWith(text, from) ? from + text.length() : -1;
        }
    }

    private static int lettersEnd(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** False where a letter needs java.time itself. */
    static boolean compile(String pattern, boolean english, List<TimeStep> steps) {
        if (pattern.startsWith("UNIX")) {
            steps.add(new Epoch(pattern.equals("UNIX_MILLIS")));
            return true;
        }
        if (pattern.indexOf('h') >= 0 ? pattern.indexOf('a') < pattern.indexOf('h') : pattern.indexOf('a') >= 0) {
            return false;
        }
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = c == '\'' ? quoteEnd(pattern, at) : runEnd(pattern, at);
            if (end < 0) {
                return false;
            }
            if (c == '\'') {
                String quoted = pattern.substring(at + 1, end - 1);
                steps.add(new Literal(quoted.isEmpty() ? "'" : quoted));
            } else if (!Character.isLetter(c)) {
                at = separator(pattern, at, end, steps);
                continue;
            } else if (!letters(c, end - at, english, steps)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** A point or comma between seconds and their fraction belongs to the fraction. */
    private static int separator(String pattern, int at, int end, List<TimeStep> steps) {
        char c = pattern.charAt(at);
        boolean afterSeconds =
                !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Digits digits && digits.field() == 's';
        if (afterSeconds
                && end == at + 1
                && (c == '.' || c == ',')
                && end < pattern.length()
                && pattern.charAt(end) == 'S') {
            steps.add(new SecondFraction());
            return runEnd(pattern, end);
        }
        steps.add(new Literal(pattern.substring(at, end)));
        return end;
    }

    private static boolean letters(char c, int count, boolean english, List<TimeStep> steps) {
        switch (c) {
            case 'y', 'u' -> steps.add(new Digits('y', count == 2 ? 2 : 4));
            case 'd', 'H', 'h', 'm', 's' -> steps.add(new Digits(c, count));
            case 'a' -> steps.add(new HalfDay());
            case 'M', 'L' -> steps.add(count > 2 ? new MonthName() : new Digits('M', count));
            case 'E' -> steps.add(new DayName());
            case 'S' -> steps.add(new Fraction(count));
            case 'X', 'x', 'Z' -> steps.add(new Zone());
            default -> {
                return false;
            }
        }
        boolean name = c == 'E' || c == 'a' || ((c == 'M' || c == 'L') && count > 2);
        boolean plainZone = c != 'Z' || count < 4;
        return (english || !name) && plainZone && count <= 9;
    }

    private static int runEnd(String pattern, int from) {
        char c = pattern.charAt(from);
        int at = from;
        if (Character.isLetter(c)) {
            while (at < pattern.length() && pattern.charAt(at) == c) {
                at++;
            }
            return at;
        }
        while (at < pattern.length() && pattern.charAt(at) != '\'' && !Character.isLetter(pattern.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Behind the closing quote, or -1 where a doubled quote or a missing one makes it java.time's business. */
    private static int quoteEnd(String pattern, int from) {
        int close = pattern.indexOf('\'', from + 1);
        boolean doubled = close > from + 1 && close + 1 < pattern.length() && pattern.charAt(close + 1) == '\'';
        return close < 0 || doubled ? -1 : close + 1;
    }
}
