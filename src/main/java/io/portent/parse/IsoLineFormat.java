package io.portent.parse;

import io.portent.event.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last guess before raw: a line that begins with an ISO time stamp or another usual one (behind at most a few signs or a word) and names a level in
 * one of its next words. What stands between them is dropped; a dotted name and its separator behind them are the logger.
 */
final class IsoLineFormat implements LineFormat {
    private static final int MAX_PREFIX = 4;
    private static final int MAX_WORDS = 6;
    private static final int MAX_WORD = 64;
    private static final List<TimePattern> OTHERS = Stream.of(
                    "d MMM yyyy HH:mm:ss.S",
                    "d-MMM-yyyy HH:mm:ss.S",
                    "d/MMM/yyyy:HH:mm:ss Z",
                    "EEE, d MMM yyyy HH:mm:ss.S",
                    "EEE MMM d HH:mm:ss.S yyyy",
                    "MMM d, yyyy h:mm:ss a",
                    "M/d/yyyy h:mm:ss a",
                    "M/d/yyyy HH:mm:ss.S",
                    "d.M.yyyy HH:mm:ss.S",
                    "yyyyMMdd HH:mm:ss.S",
                    "yyyyMMdd-HH:mm:ss:SSS",
                    "yy/MM/dd HH:mm:ss.S",
                    "MM-dd HH:mm:ss.S")
            .map(TimePattern::flexible)
            .toList();

    @Override
    public String describe() {
        return "a line that begins with a time stamp (ISO or another usual one)";
    }

    @Override
    public Joining joining() {
        return Joining.FOLLOWING;
    }

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        int start = 0;
        while (start < line.length() && start < MAX_PREFIX && !Character.isLetterOrDigit(line.charAt(start))) {
            start++;
        }
        int end = IsoTime.readWithZoneApart(line, start, draft.time);
        end = end < 0 ? other(line, start, draft.time) : end;
        end = end < 0 ? afterWord(line, start, draft) : end;
        if (end < 0) {
            return false;
        }
        draft.timed = true;
        int body = draft.severity == Severity.UNKNOWN ? afterLevel(line, end, draft) : -1;
        body = skipSigns(line, body < 0 ? end : body);
        draft.message(line.substring(afterLogger(line, body, draft)).strip());
        return true;
    }

    /** {@code INFO 2024-03-05 10:11:12 ...}, or the name of the file that grep has put in front. */
    private static int afterWord(String line, int start, Draft draft) {
        int blank = line.indexOf(' ', start);
        if (blank < 0 || blank > MAX_WORD) {
            return -1;
        }
        int end = IsoTime.readWithZoneApart(line, line.startsWith("[", blank + 1) ? blank + 2 : blank + 1, draft.time);
        if (end < 0 || draft.time.month < 0) {
            return -1;
        }
        draft.severity = Levels.of(line.substring(start, Levels.wordEnd(line, start)));
        return end;
    }

    private static int other(String line, int start, TimeFields into) {
        for (TimePattern pattern : OTHERS) {
            int end = pattern.read(line, start, into);
            if (end >= 0 && (end == line.length() || !Character.isLetterOrDigit(line.charAt(end)))) {
                return end;
            }
        }
        return -1;
    }

    /** Behind the level, or -1 where none of the next words is one. */
    private static int afterLevel(String line, int from, Draft draft) {
        int at = from;
        for (int word = 0; word < MAX_WORDS && at < line.length(); word++) {
            int start = skipSigns(line, at);
            int end = Levels.wordEnd(line, start);
            Severity severity = end - start > 1 ? Levels.of(line.substring(start, end)) : Severity.UNKNOWN;
            if (severity != Severity.UNKNOWN
                    && (end == line.length() || !Character.isLetterOrDigit(line.charAt(end)))) {
                draft.severity = severity;
                return end;
            }
            int blank = line.indexOf(' ', start);
            at = blank < 0 ? line.length() : blank;
        }
        return -1;
    }

    private static int skipSigns(String line, int from) {
        int at = from;
        while (at < line.length() && " []|:-,\t".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** {@code com.shop.Cart - }, {@code com.shop.Cart:12 - } or {@code com.shop.Cart: }. */
    private static int afterLogger(String line, int from, Draft draft) {
        int blank = line.indexOf(' ', from);
        if (blank < 0) {
            return from;
        }
        int end = blank;
        boolean colon = line.charAt(end - 1) == ':';
        boolean dash = line.startsWith("- ", blank + 1) || line.startsWith(": ", blank + 1);
        end = colon ? end - 1 : end;
        int name = from;
        while (name < end
                && (line.charAt(name) == '.'
                        || line.charAt(name) == '$'
                        || Character.isJavaIdentifierPart(line.charAt(name)))) {
            name++;
        }
        boolean dotted = line.substring(from, name).indexOf('.') > 0;
        if (!dotted || !(colon || dash) || (name < end && line.charAt(name) != ':')) {
            return from;
        }
        draft.logger = line.substring(from, name);
        return Math.min(line.length(), blank + (dash ? 3 : 1));
    }
}
