package io.portent.parse;

import io.portent.event.Severity;
import java.util.List;

/**
 * Syslog as files and senders have it: RFC 5424; RFC 3164 with or without the priority, its time stamp without a year; and
 * rsyslog's file format, which has an ISO time stamp. The tag is the logger, the host a field. A message that is JSON is
 * read as that, and takes from the header what it lacks.
 *
 * <pre>
 *   &lt;165&gt;1 2024-03-05T10:11:12.003Z web1 shop 42 ID47 [origin ip="192.0.2.1"] order 7 paid
 *   &lt;34&gt;Mar  5 10:11:12 web1 sshd[42]: Accepted publickey for ann
 *   2024-03-05T10:11:12.003456+01:00 web1 sshd[42]: Accepted publickey for ann
 * </pre>
 */
final class SyslogFormat implements LineFormat {
    private static final int MAX_TAG = 64;
    private static final int MAX_HOST = 255;
    private static final TimePattern TRADITIONAL = TimePattern.flexible("MMM d HH:mm:ss.S");
    private static final TimePattern WITH_YEAR = TimePattern.flexible("MMM d yyyy HH:mm:ss.S");

    private final TimeFields time = new TimeFields();
    private final JsonFormat json = new JsonFormat(List.of());
    private int priority;
    private boolean timed;
    private String host = "";
    private String tag = "";

    @Override
    public String describe() {
        return "syslog";
    }

    @Override
    public Joining joining() {
        return Joining.EACH;
    }

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        host = "";
        tag = "";
        int at = priority(line);
        if (at < 0) {
            return false;
        }
        boolean modern = at > 0 && line.startsWith("1 ", at);
        at = modern ? modern(line, at + 2, draft) : traditional(line, at);
        if (at < 0) {
            return false;
        }
        fill(line.substring(Math.min(at, line.length())), draft);
        return true;
    }

    /** Where the line goes on; -1 where it begins like a priority and is none. */
    private int priority(String line) {
        priority = -1;
        if (line.isEmpty() || line.charAt(0) != '<') {
            return 0;
        }
        int value = 0;
        int at = 1;
        while (at < line.length() && at < 5 && IsoTime.isDigit(line.charAt(at))) {
            value = value * 10 + (line.charAt(at++) - '0');
        }
        if (at == 1 || at >= line.length() || line.charAt(at) != '>' || value > 191) {
            return -1;
        }
        priority = value;
        return at + 1;
    }

    private int modern(String line, int from, Draft draft) {
        int at = from;
        timed = !line.startsWith("- ", at);
        int end = timed ? IsoTime.read(line, at, time) : at + 1;
        if (end < 0 || end >= line.length() || line.charAt(end) != ' ') {
            return -1;
        }
        host = word(line, end + 1);
        at = end + 1 + host.length() + 1;
        tag = word(line, at);
        at += tag.length() + 1;
        at += word(line, at).length() + 1;
        String id = word(line, at);
        at += id.length() + 1;
        if (host.isEmpty() || tag.isEmpty() || id.isEmpty()) {
            return -1;
        }
        at = SyslogData.read(line, at, draft);
        if (at >= 0 && !id.equals("-")) {
            draft.text("msgid", id);
        }
        return at;
    }

    private static String word(String line, int from) {
        if (from >= line.length()) {
            return "";
        }
        int end = line.indexOf(' ', from);
        return line.substring(from, end < 0 ? line.length() : end);
    }

    private int traditional(String line, int from) {
        timed = true;
        int at = TRADITIONAL.read(line, from, time);
        at = at < 0 ? WITH_YEAR.read(line, from, time) : at;
        boolean iso = at < 0;
        at = iso ? IsoTime.read(line, from, time) : at;
        if (at < 0 || (iso && (time.offset == TimeFields.NO_OFFSET || line.charAt(from + 10) != 'T'))) {
            return -1;
        }
        at += at < line.length() && line.charAt(at) == ':' ? 1 : 0;
        if (at >= line.length() || line.charAt(at) != ' ') {
            return -1;
        }
        String first = word(line, at + 1);
        if (first.isEmpty() || first.length() > MAX_HOST || (iso && !soundHost(first))) {
            return -1;
        }
        if (first.charAt(first.length() - 1) == ':') {
            return tag(line, at + 1);
        }
        host = first;
        int end = tag(line, at + 1 + first.length() + 1);
        return iso && tag.isEmpty() ? -1 : end;
    }

    /** Behind an ISO time stamp stands a level, a thread or a logger far more often than a host. */
    private static boolean soundHost(String word) {
        if (!Character.isLetterOrDigit(word.charAt(0)) || Levels.of(word) != Severity.UNKNOWN) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_' && c != ':') {
                return false;
            }
        }
        return true;
    }

    /** {@code sshd[42]: }, {@code kernel: } or {@code syslogd 1.4.1: }; where there is none, the message begins here. */
    private int tag(String line, int from) {
        int most = Math.min(line.length(), from + MAX_TAG);
        int end = from;
        while (end < most && line.charAt(end) != ' ' && line.charAt(end) != '[' && line.charAt(end) != ':') {
            end++;
        }
        int colon = end;
        if (end < most && line.charAt(end) == '[') {
            int close = line.indexOf(']', end);
            colon = close < 0 ? most : close + 1;
            if (isProcess(line, end + 1, close) && (colon == line.length() || line.charAt(colon) == ' ')) {
                tag = line.substring(from, end);
                return colon + 1;
            }
        } else if (end < most && line.charAt(end) == ' ') {
            int blank = line.indexOf(' ', end + 1);
            colon = blank < 0 ? most : blank - 1;
        }
        if (end == from || colon >= line.length() || line.charAt(colon) != ':' || colon - from > 2 * MAX_TAG) {
            return from;
        }
        tag = line.substring(from, end);
        return colon + (line.startsWith(" ", colon + 1) ? 2 : 1);
    }

    /** {@code shop[42] order paid}: so does rsyslog write what came to it as RFC 5424, without the colon. */
    private static boolean isProcess(String line, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!IsoTime.isDigit(line.charAt(i))) {
                return false;
            }
        }
        return end > from && end - from <= 10;
    }

    private void fill(String text, Draft draft) {
        // rsyslog's template of RFC 5424 writes a blank too many; more of them are the indent of a stack trace.
        boolean tooMany = text.startsWith(" ") && text.length() > 1 && text.charAt(1) > ' ';
        String bare = tooMany ? text.substring(1) : text;
        String body = bare.startsWith("@cee:") ? bare.substring(5).stripLeading() : bare;
        if (body.startsWith("{") && !json.read(body, draft)) {
            draft.clear();
            message(body, draft);
        } else if (!body.startsWith("{")) {
            message(body, draft);
        }
        if (!draft.timed && timed) {
            draft.timed = true;
            draft.time.copy(time);
        }
        if (draft.severity == Severity.UNKNOWN && priority >= 0) {
            draft.severity = Levels.ofSyslog(priority & 7);
        }
        draft.logger = draft.logger.isEmpty() && !tag.equals("-") ? tag : draft.logger;
        if (!host.isEmpty() && !host.equals("-")) {
            draft.text("host", host);
        }
    }

    /** rsyslog writes control characters as their octal numbers; a newline in the middle is a stack trace's. */
    private static void message(String body, Draft draft) {
        int newline = body.indexOf("#012");
        String text = body.startsWith("\ufeff") ? body.substring(1) : body;
        if (newline < 0) {
            draft.message(text.stripTrailing());
            return;
        }
        draft.message(body.substring(0, newline));
        draft.stack.readAll(body.substring(newline + 4).replace("#012", "\n").replace("#011", "\t"));
    }
}
