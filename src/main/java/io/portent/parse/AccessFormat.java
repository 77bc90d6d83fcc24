package io.portent.parse;

import io.portent.event.Severity;
import io.portent.parse.AccessPattern.Role;
import io.portent.parse.AccessPattern.Variable;

/**
 * Access logs: the common and the combined format of nginx and Apache with whatever stands behind them
 * ({@link AccessExtras}), or a format of the server's own.
 *
 * <p>The message is what the client asked for and what became of it, {@code GET /cart/17 status=200}; the query is left
 * out, it is where secrets stand. A status of the 500s is an error, one of the 400s a warning. Addresses and browsers are
 * not kept.
 */
final class AccessFormat implements LineFormat {
    static final String STATUS = "status";
    static final String BYTES = "bytes";
    static final String LATENCY = "latency_seconds";
    static final String UPSTREAM = "upstream_seconds";
    /** A virtual host in front is read as part of the first three. */
    private static final AccessPattern COMMON =
            AccessPattern.compile("$remote_addr $ident $remote_user [$time_local] \"$request\" $status $rest");

    private final String description;
    private final String start;
    private final Variable[] variables;
    private final boolean extras;
    private final AnyTime times = new AnyTime();
    private final TimeFields time = new TimeFields();
    /** What {@link #time} was read from. */
    private String timeText = "";

    private String method = "";
    private String path = "";

    private AccessFormat(String description, AccessPattern pattern, boolean extras) {
        this.description = description;
        this.start = pattern.start();
        this.variables = pattern.variables().toArray(new Variable[0]);
        this.extras = extras;
    }

    /** Combined and common. */
    static AccessFormat usual() {
        return new AccessFormat("access", COMMON, true);
    }

    static AccessFormat of(String pattern) {
        return new AccessFormat("access: " + pattern, AccessPattern.compile(pattern), false);
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public Joining joining() {
        return Joining.NEVER;
    }

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        method = "";
        path = "";
        if (!line.startsWith(start)) {
            return false;
        }
        int at = start.length();
        for (int i = 0; i < variables.length; i++) {
            Variable variable = variables[i];
            int end = end(variable.until(), line, at);
            if (end < 0) {
                return false;
            }
            if (extras && i == variables.length - 1) {
                AccessExtras.read(line, at, draft);
            } else if (!take(variable, line, at, end, draft)) {
                return false;
            }
            at = end + variable.until().length();
        }
        finish(draft);
        return true;
    }

    /** A quote that a backslash stands before belongs to the value. The last literal may have lost its blanks. */
    private static int end(String until, String line, int from) {
        if (until.isEmpty()) {
            return line.length();
        }
        int end = line.indexOf(until, from);
        while (until.charAt(0) == '"' && end > from && escaped(line, end)) {
            end = line.indexOf(until, end + 1);
        }
        return end;
    }

    private static boolean escaped(String line, int at) {
        int before = at;
        while (before > 0 && line.charAt(before - 1) == '\\') {
            before--;
        }
        return (at - before) % 2 == 1;
    }

    private boolean take(Variable variable, String line, int from, int end, Draft draft) {
        switch (variable.role()) {
            case IGNORED -> {}
            case TIME -> {
                return time(line, from, end, draft);
            }
            case REQUEST -> request(line, from, end);
            case METHOD -> method = word(line, from, end);
            case PATH -> path = path(line, from, end);
            case STATUS -> {
                return status(line, from, end, draft);
            }
            case NUMBER, SECONDS, MILLIS, MICROS -> number(variable.role(), variable.name(), line, from, end, draft);
            case TEXT -> text(variable.name(), line.substring(from, end), draft);
        }
        return true;
    }

    /** A busy server writes many lines in a second, and so the same time again. */
    private boolean time(String line, int from, int end, Draft draft) {
        boolean again = !timeText.isEmpty() && end - from == timeText.length() && line.startsWith(timeText, from);
        if (!again) {
            timeText = "";
            if (!times.readAll(line, from, end, time)) {
                return false;
            }
            timeText = line.substring(from, end);
        }
        draft.time.copy(time);
        draft.timed = true;
        return true;
    }

    private static boolean status(String line, int from, int end, Draft draft) {
        if (end == from + 1 && line.charAt(from) == '-') {
            return true;
        }
        int value = 0;
        for (int i = from; i < end; i++) {
            if (!IsoTime.isDigit(line.charAt(i)) || end - from != 3) {
                return false;
            }
            value = value * 10 + (line.charAt(i) - '0');
        }
        draft.severity = value >= 500 ? Severity.ERROR : value >= 400 ? Severity.WARN : Severity.INFO;
        draft.number(STATUS, value);
        return end > from;
    }

    /** Of several values ({@code 0.1, 0.2} of several upstreams) the last. A dash is none. */
    static void number(Role role, String name, String line, int from, int to, Draft draft) {
        double number = Draft.plainNumber(line, from, to);
        if (Double.isNaN(number)) {
            number = lastNumber(line.substring(from, to));
        }
        double unit = role == Role.MICROS ? 1e6 : role == Role.MILLIS ? 1e3 : 1;
        // Apache writes one latency as %D and as %T: the finer one is kept.
        if (role != Role.SECONDS || !draft.hasFraction(name)) {
            draft.number(name, number / unit);
        }
    }

    private static double lastNumber(String values) {
        int comma = Math.max(values.lastIndexOf(", "), values.lastIndexOf(" : "));
        return comma < 0 ? Double.NaN : Draft.plainNumber(values, values.lastIndexOf(' ') + 1, values.length());
    }

    private static void text(String name, String value, Draft draft) {
        if (!value.isEmpty() && !value.equals("-")) {
            draft.text(name, value);
        }
    }

    /** {@code GET /cart/17?token=x HTTP/1.1}; what clients send that speak no HTTP gives neither method nor path. */
    private void request(String line, int from, int end) {
        int blank = line.indexOf(' ', from);
        if (blank > from && blank < end) {
            method = word(line, from, blank);
            path = method.isEmpty() ? "" : path(line, blank + 1, end);
        }
    }

    private static String word(String line, int from, int end) {
        for (int i = from; i < end; i++) {
            char c = line.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && c != '-') {
                return "";
            }
        }
        return end - from > 32 || none(line, from, end) ? "" : line.substring(from, end);
    }

    /** What both servers write for a variable that has no value. */
    private static boolean none(String line, int from, int end) {
        return end == from + 1 && line.charAt(from) == '-';
    }

    private static String path(String line, int from, int end) {
        if (none(line, from, end)) {
            return "";
        }
        int at = from;
        while (at < end && line.charAt(at) != ' ' && line.charAt(at) != '?' && line.charAt(at) != ';') {
            at++;
        }
        return line.substring(from, at);
    }

    private void finish(Draft draft) {
        String status = draft.numberText(STATUS);
        String request = path.isEmpty() && method.isEmpty() ? "no HTTP" : (method + " " + path).strip();
        draft.message(status.isEmpty() ? request : request + " status=" + status);
        if (!method.isEmpty()) {
            draft.text("method", method);
        }
    }
}
