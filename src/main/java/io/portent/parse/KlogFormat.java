package io.portent.parse;

import io.portent.event.Severity;

/**
 * Kubernetes' klog and Google's glog; the file is the logger, and pairs behind a quoted message are fields.
 *
 * <pre>
 *   W0305 10:11:12.345678    1234 reflector.go:7] watch of *v1.Pod ended
 *   I0305 10:11:12.345678    1234 pod.go:7] "Pod updated" pod="kube-system/dns" retries=3
 * </pre>
 */
final class KlogFormat implements LineFormat {
    private static final TimePattern WITHOUT_YEAR = TimePattern.flexible("MMdd HH:mm:ss.S");
    private static final TimePattern WITH_YEAR = TimePattern.flexible("yyyyMMdd HH:mm:ss.S");

    @Override
    public String describe() {
        return "klog";
    }

    @Override
    public Joining joining() {
        return Joining.FOLLOWING;
    }

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        draft.severity = line.length() < 20 ? Severity.UNKNOWN : severity(line.charAt(0));
        if (draft.severity == Severity.UNKNOWN || !IsoTime.isDigit(line.charAt(1))) {
            return false;
        }
        int at = WITHOUT_YEAR.read(line, 1, draft.time);
        at = at < 0 ? WITH_YEAR.read(line, 1, draft.time) : at;
        int close = at < 0 ? -1 : line.indexOf("] ", at);
        int blank = close < 0 ? -1 : line.lastIndexOf(' ', close);
        int colon = blank < at ? -1 : line.lastIndexOf(':', close);
        if (colon < blank || blank <= at) {
            return false;
        }
        draft.timed = true;
        draft.logger = Draft.cut(line.substring(blank + 1, colon), Draft.MAX_TEXT);
        message(line, close + 2, draft);
        return true;
    }

    private static Severity severity(char level) {
        return switch (level) {
            case 'I' -> Severity.INFO;
            case 'W' -> Severity.WARN;
            case 'E' -> Severity.ERROR;
            case 'F' -> Severity.FATAL;
            case 'D' -> Severity.DEBUG;
            default -> Severity.UNKNOWN;
        };
    }

    private static void message(String line, int from, Draft draft) {
        int quote = line.startsWith("\"", from) ? line.indexOf('"', from + 1) : -1;
        while (quote > 0 && line.charAt(quote - 1) == '\\') {
            quote = line.indexOf('"', quote + 1);
        }
        boolean structured = quote > 0 && (quote + 1 == line.length() || line.charAt(quote + 1) == ' ');
        if (structured) {
            draft.message(Escapes.undone(line.substring(from + 1, quote)));
            Pairs.readQuoted(line, quote + 1, line.length(), draft);
        } else {
            draft.message(line.substring(from));
        }
    }
}
