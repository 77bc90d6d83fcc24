package io.portent.parse;

import io.portent.parse.AccessPattern.Role;

/**
 * What stands behind the status in the common and the combined format: the bytes, then the referrer and the browser in
 * quotes, then whatever an administrator has appended. Of that, numbers with a name ({@code rt=0.012}) are taken under it, and
 * bare ones by their look: the first with a point is the latency in seconds and the second that of the upstream (nginx),
 * {@code 12ms} is a latency (Traefik), and a whole number that ends the line is one in microseconds (Apache's {@code %D}).
 */
final class AccessExtras {
    private static final int MAX_TOKENS = 32;

    private AccessExtras() {}

    static void read(String line, int from, Draft draft) {
        int blank = line.indexOf(' ', from);
        int at = blank < 0 ? line.length() : blank;
        AccessFormat.number(Role.NUMBER, AccessFormat.BYTES, line, from, at, draft);
        int points = 0;
        at = behindBlanks(line, at);
        for (int token = 0; token < MAX_TOKENS && at < line.length(); token++) {
            int end = end(line, at);
            points += take(line, at, end, points, draft) ? 1 : 0;
            at = behindBlanks(line, end);
        }
    }

    private static int behindBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Quotes hold blanks together, also behind an equals sign. */
    private static int end(String line, int from) {
        int close = line.charAt(from) == '"' ? line.indexOf('"', from + 1) : -1;
        if (close > from
                && line.charAt(close - 1) != '\\'
                && (close + 1 == line.length() || line.charAt(close + 1) == ' ')) {
            return close + 1;
        }
        boolean quoted = false;
        int at = from;
        while (at < line.length() && (quoted || line.charAt(at) != ' ')) {
            char c = line.charAt(at);
            quoted ^= c == '"';
            at += c == '\\' ? 2 : 1;
        }
        return Math.min(at, line.length());
    }

    /** True where it was a bare number with a point. */
    private static boolean take(String line, int from, int end, int points, Draft draft) {
        if (line.charAt(from) == '"') {
            return false;
        }
        int equals = line.indexOf('=', from);
        if (equals > from && equals < end) {
            boolean quoted = end - equals > 2 && line.charAt(equals + 1) == '"' && line.charAt(end - 1) == '"';
            int inside = quoted ? 1 : 0;
            named(line.substring(from, equals), line, equals + 1 + inside, end - inside, draft);
            return false;
        }
        if (line.startsWith("ms", end - 2)) {
            AccessFormat.number(Role.MILLIS, AccessFormat.LATENCY, line, from, end - 2, draft);
            return false;
        }
        if (Double.isNaN(Draft.plainNumber(line, from, end))) {
            return false;
        }
        int at = line.indexOf('.', from);
        boolean point = at >= 0 && at < end;
        if (point && points < 2) {
            String name = points == 0 ? AccessFormat.LATENCY : AccessFormat.UPSTREAM;
            AccessFormat.number(Role.SECONDS, name, line, from, end, draft);
        } else if (!point && end == line.length()) {
            AccessFormat.number(Role.MICROS, AccessFormat.LATENCY, line, from, end, draft);
        }
        return point;
    }

    private static void named(String name, String line, int from, int to, Draft draft) {
        switch (name) {
            case "rt", "request_time" -> AccessFormat.number(Role.SECONDS, AccessFormat.LATENCY, line, from, to, draft);
            case "urt", "upstream_response_time" ->
                AccessFormat.number(Role.SECONDS, AccessFormat.UPSTREAM, line, from, to, draft);
            case "D" -> AccessFormat.number(Role.MICROS, AccessFormat.LATENCY, line, from, to, draft);
            default -> AccessFormat.number(Role.NUMBER, name, line, from, to, draft);
        }
    }
}
