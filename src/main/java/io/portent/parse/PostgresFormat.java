package io.portent.parse;

import io.portent.event.Severity;
import java.util.List;

/**
 * PostgreSQL's own log: lines of its stderr with any {@code log_line_prefix} that begins with the time, jsonlog or csvlog. DETAIL,
 * HINT, STATEMENT and their like belong to the record before. Of the prefix, user and database become fields.
 *
 * <pre>
 *   2024-03-05 10:11:12.345 CET [42] ann@shop ERROR:  relation "x" does not exist at character 15
 *   2024-03-05 10:11:12.345 CET [42] ann@shop STATEMENT:  select * from x
 * </pre>
 */
final class PostgresFormat implements LineFormat {
    private static final int MAX_PREFIX = 300;

    private final JsonFormat json = new JsonFormat(List.of());
    private final PostgresCsv csv = new PostgresCsv();

    @Override
    public String describe() {
        return "postgres";
    }

    @Override
    public Joining joining() {
        return Joining.FOLLOWING;
    }

    @Override
    public boolean read(String line, Draft draft) {
        if (line.startsWith("{")) {
            return json.read(line, draft) && seconds(draft);
        }
        draft.clear();
        int time = IsoTime.read(line, 0, draft.time);
        if (time < 0 || draft.time.year < 0) {
            return false;
        }
        draft.timed = true;
        int zone = line.startsWith(" ", time) ? ZoneNames.read(line, time + 1, draft.time) : time;
        boolean read = line.startsWith(",", zone) ? csv.read(line, zone, draft) : stderr(line, zone, draft);
        return read && seconds(draft);
    }

    private static boolean stderr(String line, int from, Draft draft) {
        int colon = line.indexOf(":  ", from);
        if (colon < 0 || colon > MAX_PREFIX) {
            return false;
        }
        int word = line.lastIndexOf(' ', colon) + 1;
        draft.severity = severity(line.substring(word, colon));
        draft.continuation = draft.severity == Severity.UNKNOWN && belongs(line.substring(word, colon));
        if (draft.severity == Severity.UNKNOWN && !draft.continuation) {
            return false;
        }
        prefix(line, from, word, draft);
        draft.message(line.substring(colon + 3));
        return true;
    }

    static Severity severity(String word) {
        return switch (word) {
            case "LOG", "INFO", "NOTICE" -> Severity.INFO;
            case "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5", "DEBUG" -> Severity.DEBUG;
            case "WARNING" -> Severity.WARN;
            case "ERROR" -> Severity.ERROR;
            case "FATAL", "PANIC" -> Severity.FATAL;
            default -> Severity.UNKNOWN;
        };
    }

    private static boolean belongs(String word) {
        return switch (word) {
            case "DETAIL", "HINT", "STATEMENT", "CONTEXT", "QUERY", "LOCATION", "BACKTRACE" -> true;
            default -> false;
        };
    }

    /** {@code [42] ann@shop } or {@code [42]: [1-1] user=ann,db=shop,app=psql,client=[local] }. */
    private static void prefix(String line, int from, int to, Draft draft) {
        for (String part : line.substring(Math.min(from, to), to).split("[ ,]+", 16)) {
            int at = part.indexOf('@');
            if (at > 0) {
                text("user", part.substring(0, at), draft);
                text("database", part.substring(at + 1), draft);
            } else if (part.startsWith("user=")) {
                text("user", part.substring(5), draft);
            } else if (part.startsWith("db=")) {
                text("database", part.substring(3), draft);
            } else if (part.startsWith("app=")) {
                text("application", part.substring(4), draft);
            }
        }
    }

    static void text(String name, String value, Draft draft) {
        if (!value.isEmpty() && !value.equals("[unknown]")) {
            draft.text(name, value);
        }
    }

    /** {@code duration: 12.345 ms  statement: ...} becomes a number. */
    private static boolean seconds(Draft draft) {
        String message = draft.message;
        if (message.startsWith("duration: ")) {
            int end = message.indexOf(" ms", 10);
            double millis = end < 0 ? Double.NaN : Draft.plainNumber(message.substring(10, end));
            draft.number("duration_seconds", millis / 1000);
        }
        return true;
    }
}
