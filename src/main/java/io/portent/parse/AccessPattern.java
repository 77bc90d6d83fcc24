package io.portent.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A log format of nginx ({@code $remote_addr - $remote_user [$time_local] "$request" $status}) or of Apache
 * ({@code %h %l %u %t \"%r\" %>s %b}) as literals and variables. Two variables with nothing between them are refused.
 */
final class AccessPattern {
    /** What a variable means. */
    enum Role {
        IGNORED,
        TIME,
        REQUEST,
        METHOD,
        PATH,
        STATUS,
        /** A number under the variable's name. */
        NUMBER,
        /** Times that become seconds under the variable's name. */
        SECONDS,
        MILLIS,
        MICROS,
        TEXT
    }

    /**
     * @param until the literal behind the variable; empty: the end of the line
     * @param name of the field, where it becomes one
     */
    record Variable(Role role, String name, String until) {}

    private static final int MAX_VARIABLES = 64;

    private final String pattern;
    private final List<Variable> variables = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private @Nullable Variable open;
    private String start = "";
    private int at;

    private AccessPattern(String pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with position and reason */
    static AccessPattern compile(String pattern) {
        AccessPattern compiled = new AccessPattern(pattern);
        compiled.read();
        return compiled;
    }

    /** The literal at the line's start. */
    String start() {
        return start;
    }

    List<Variable> variables() {
        return List.copyOf(variables);
    }

    private void read() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '\\' && at + 1 < pattern.length()) {
                char escaped = pattern.charAt(at + 1);
                literal.append(escaped == 't' ? '\t' : escaped);
                at += 2;
            } else if (c == '$') {
                add(at, nginx());
            } else if (c == '%' && !pattern.startsWith("%%", at)) {
                addApache();
            } else {
                literal.append(c);
                at += c == '%' ? 2 : 1;
            }
        }
        close();
        if (variables.stream().noneMatch(v -> v.role() == Role.REQUEST || v.role() == Role.PATH)) {
            throw PatternReader.refused(0, "neither the request nor its path: there would be nothing to read");
        }
    }

    /** Apache writes brackets around {@code %t} that its pattern does not show. */
    private void addApache() {
        int from = at;
        Variable next = apache();
        boolean time = pattern.startsWith("%t", from);
        if (time) {
            literal.append('[');
        }
        add(from, next);
        if (time) {
            literal.append(']');
        }
    }

    private void add(int from, Variable next) {
        if (open != null && literal.isEmpty()) {
            throw PatternReader.refused(from, "two variables with nothing between them cannot be told apart");
        }
        if (variables.size() == MAX_VARIABLES) {
            throw PatternReader.refused(from, "more than " + MAX_VARIABLES + " variables");
        }
        close();
        open = next;
    }

    private void close() {
        Variable before = open;
        if (before == null) {
            start = literal.toString();
        } else {
            variables.add(new Variable(before.role(), before.name(), literal.toString()));
        }
        literal.setLength(0);
    }

    private Variable nginx() {
        int from = at + 1;
        boolean braced = from < pattern.length() && pattern.charAt(from) == '{';
        int start = braced ? from + 1 : from;
        int end = start;
        while (end < pattern.length()
                && (Character.isLetterOrDigit(pattern.charAt(end)) || pattern.charAt(end) == '_')) {
            end++;
        }
        boolean closed = !braced || (end < pattern.length() && pattern.charAt(end) == '}');
        if (end == start || !closed) {
            throw PatternReader.refused(at, "$ without the name of a variable");
        }
        String name = pattern.substring(start, end);
        at = braced ? end + 1 : end;
        return nginx(name);
    }

    private static Variable nginx(String name) {
        return switch (name) {
            case "time_local", "time_iso8601", "msec" -> variable(Role.TIME, "");
            case "request" -> variable(Role.REQUEST, "");
            case "request_method" -> variable(Role.METHOD, "");
            case "request_uri", "uri", "document_uri" -> variable(Role.PATH, "");
            case "status" -> variable(Role.STATUS, "");
            case "body_bytes_sent" -> variable(Role.NUMBER, AccessFormat.BYTES);
            case "bytes_sent" -> variable(Role.NUMBER, "bytes_sent");
            case "request_length" -> variable(Role.NUMBER, "request_bytes");
            case "request_time" -> variable(Role.SECONDS, AccessFormat.LATENCY);
            case "upstream_response_time" -> variable(Role.SECONDS, AccessFormat.UPSTREAM);
            case "upstream_connect_time", "upstream_header_time" -> variable(Role.SECONDS, name);
            case "upstream_status", "connection_requests" -> variable(Role.NUMBER, name);
            case "host", "http_host", "server_name" -> variable(Role.TEXT, "host");
            case "upstream_addr", "upstream_cache_status", "scheme", "server_protocol" -> variable(Role.TEXT, name);
            default -> variable(Role.IGNORED, "");
        };
    }

    private Variable apache() {
        int from = at;
        int end = at + 1;
        String option = "";
        while (end < pattern.length() && "<>!,0123456789".indexOf(pattern.charAt(end)) >= 0) {
            end++;
        }
        if (end < pattern.length() && pattern.charAt(end) == '{') {
            int close = pattern.indexOf('}', end);
            if (close < 0) {
                throw PatternReader.refused(end, "the brace is never closed");
            }
            option = pattern.substring(end + 1, close);
            end = close + 1;
        }
        end += pattern.startsWith("^t", end) ? 2 : 0;
        if (end >= pattern.length() || !Character.isLetter(pattern.charAt(end))) {
            throw PatternReader.refused(from, "% without a letter; write %% for the sign itself");
        }
        at = end + 1;
        return apache(pattern.charAt(end), option, from);
    }

    private static Variable apache(char letter, String option, int from) {
        return switch (letter) {
            case 't' -> time(option, from);
            case 'r' -> variable(Role.REQUEST, "");
            case 'm' -> variable(Role.METHOD, "");
            case 'U' -> variable(Role.PATH, "");
            case 's' -> variable(Role.STATUS, "");
            case 'b', 'B' -> variable(Role.NUMBER, AccessFormat.BYTES);
            case 'O' -> variable(Role.NUMBER, "bytes_sent");
            case 'I' -> variable(Role.NUMBER, "request_bytes");
            case 'D' -> variable(Role.MICROS, AccessFormat.LATENCY);
            case 'T' -> variable(unit(option), AccessFormat.LATENCY);
            case 'v', 'V' -> variable(Role.TEXT, "host");
            case 'R' -> variable(Role.TEXT, "handler");
            default -> variable(Role.IGNORED, "");
        };
    }

    private static Variable time(String option, int from) {
        if (!option.isEmpty() && !option.startsWith("begin") && !option.startsWith("end") && !option.contains("sec")) {
            throw PatternReader.refused(from, "%{...}t with a format of its own cannot be read; use %t");
        }
        return variable(Role.TIME, "");
    }

    private static Role unit(String option) {
        return switch (option.toLowerCase(Locale.ROOT)) {
            case "ms" -> Role.MILLIS;
            case "us" -> Role.MICROS;
            default -> Role.SECONDS;
        };
    }

    private static Variable variable(Role role, String name) {
        return new Variable(role, name, "");
    }
}
