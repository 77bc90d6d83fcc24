package io.portent.parse;

/** The structured data of RFC 5424: {@code [id name="value" ...]}, several of them, or a dash. */
final class SyslogData {
    private static final int MAX_PARAMETERS = 64;

    private SyslogData() {}

    /** Where the message begins; -1 where the data are broken. Parameters become fields under their own names. */
    static int read(String line, int from, Draft draft) {
        int at = from;
        if (at < line.length() && line.charAt(at) == '-') {
            return at + 2;
        }
        int budget = MAX_PARAMETERS;
        while (at < line.length() && line.charAt(at) == '[') {
            at = element(line, at + 1, budget--, draft);
            if (at < 0) {
                return -1;
            }
        }
        return at == from ? -1 : at + 1;
    }

    private static int element(String line, int from, int budget, Draft draft) {
        int at = from;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != ']') {
            at++;
        }
        for (int left = budget; left > 0 && at < line.length() && line.charAt(at) == ' '; left--) {
            int equals = line.indexOf("=\"", at);
            int end = equals < 0 ? -1 : quoteEnd(line, equals + 2);
            if (end < 0) {
                return -1;
            }
            draft.value(line.substring(at + 1, equals).strip(), unescaped(line, equals + 2, end));
            at = end + 1;
        }
        return at < line.length() && line.charAt(at) == ']' ? at + 1 : -1;
    }

    private static int quoteEnd(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != '"') {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return at < line.length() ? at : -1;
    }

    private static String unescaped(String line, int from, int end) {
        String text = line.substring(from, end);
        return text.indexOf('\\') < 0 ? text : text.replaceAll("\\\\([\"\\\\\\]])", "$1");
    }
}
