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
        AccessFormat.number(Role.NUMBER, AccessFormat.BYTES, line.substring(from, at), draft);
        int points = 0;
        for (int token = 0; token < MAX_TOKENS && at < line.length(); token++) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            int end = end(line, at);
            points += take(line, at, end, points, draft) ? 1 : 0;
            at = end;
        }
    }

    /** Quotes hold blanks together, also behind an equals sign. */
    private static int end(String line, int from) {
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
        if (from >= end || line.charAt(from) == '"') {
            return false;
        }
        int equals = line.indexOf('=', from);
        if (equals > from && equals < end) {
            named(line.substring(from, equals), unquoted(line, equals + 1, end), draft);
            return false;
        }
        String value = line.substring(from, end);
        if (value.endsWith("ms")) {
            AccessFormat.number(Role.MILLIS, AccessFormat.LATENCY, value.substring(0, value.length() - 2), draft);
            return false;
        }
        if (Double.isNaN(Draft.plainNumber(value))) {
            return false;
        }
        boolean point = value.indexOf('.') >= 0;
        if (point && points < 2) {
            AccessFormat.number(Role.SECONDS, points == 0 ? AccessFormat.LATENCY : AccessFormat.UPSTREAM, value, draft);
        } else if (!point && end == line.length()) {
            AccessFormat.number(Role.MICROS, AccessFormat.LATENCY, value, draft);
        }
        return point;
    }

    private static String unquoted(String line, int from, int end) {
        boolean quoted = end - from >= 2 && line.charAt(from) == '"' && line.charAt(end - 1) == '"';
        return quoted ? line.substring(from + 1, end - 1) : line.substring(from, end);
    }

    private static void named(String name, String value, Draft draft) {
        switch (name) {
            case "rt", "request_time" -> AccessFormat.number(Role.SECONDS, AccessFormat.LATENCY, value, draft);
            case "urt", "upstream_response_time" ->
                AccessFormat.number(Role.SECONDS, AccessFormat.UPSTREAM, value, draft);
            case "D" -> AccessFormat.number(Role.MICROS, AccessFormat.LATENCY, value, draft);
            default -> AccessFormat.number(Role.NUMBER, name, value, draft);
        }
    }
}
