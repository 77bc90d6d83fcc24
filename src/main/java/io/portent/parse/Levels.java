package io.portent.parse;

import io.portent.event.Severity;

/** {@link Severity#of} with a short way for the five words that make up nearly all lines. */
final class Levels {
    private static final String[] WORDS = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    private static final int LONGEST = 11;

    private Levels() {}

    static Severity of(String word) {
        return switch (word) {
            case "INFO" -> Severity.INFO;
            case "WARN" -> Severity.WARN;
            case "ERROR" -> Severity.ERROR;
            case "DEBUG" -> Severity.DEBUG;
            case "TRACE" -> Severity.TRACE;
            // PostgreSQL's and MySQL's ordinary line.
            case "LOG", "Note" -> Severity.INFO;
            default -> word.length() > LONGEST ? Severity.UNKNOWN : Severity.of(word);
        };
    }

    /** The eight of syslog, emergency first. */
    static Severity ofSyslog(int level) {
        return switch (level) {
            case 0, 1, 2 -> Severity.FATAL;
            case 3 -> Severity.ERROR;
            case 4 -> Severity.WARN;
            case 5, 6 -> Severity.INFO;
            default -> Severity.DEBUG;
        };
    }

    /** Numbers: the eight of syslog, or the tens of bunyan and pino. */
    static Severity ofNumber(double level) {
        if (level < 8) {
            return level >= 0 ? ofSyslog((int) level) : Severity.UNKNOWN;
        }
        return tens(
                level, Severity.TRACE, Severity.DEBUG, Severity.INFO, Severity.WARN, Severity.ERROR, Severity.FATAL);
    }

    static Severity ofPython(double level) {
        return tens(level, Severity.DEBUG, Severity.INFO, Severity.WARN, Severity.ERROR, Severity.FATAL);
    }

    /** Levels between two tens are the lower one. */
    private static Severity tens(double level, Severity... severities) {
        int ten = (int) (level / 10);
        return ten >= 1 && ten <= severities.length ? severities[ten - 1] : Severity.UNKNOWN;
    }

    /** A level that a pattern cut to so many letters, from its start or its end. */
    static Severity ofCut(String word, int max, boolean keepsStart) {
        for (String full : WORDS) {
            String cut = full.length() <= max
                    ? full
                    : keepsStart ? full.substring(0, max) : full.substring(full.length() - max);
            if (cut.equalsIgnoreCase(word)) {
                return Severity.of(full);
            }
        }
        return Severity.UNKNOWN;
    }

    /** Where the word of letters that starts here ends. */
    static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && at - from <= LONGEST && isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
