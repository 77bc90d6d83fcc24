package io.portent.parse;

/** Key-value pairs as {@code %mdc} ({@code a=1, b=2}) and {@code %kvp} ({@code a="1" b="2"}) write them. */
final class Pairs {
    private Pairs() {}

    /** Nothing, empty braces, or an equals sign somewhere. */
    static boolean looksLikePairs(String line, int from, int end) {
        int first = TraceReader.skipBlanks(line, from, end);
        return first == end || line.startsWith("{}", first) || TraceReader.indexOf(line, '=', first, end) > first;
    }

    /** In braces, as log4j writes them, or without. */
    static void readPlain(String line, int from, int to, Draft draft) {
        boolean braces = to - from >= 2 && line.charAt(from) == '{' && line.charAt(to - 1) == '}';
        int at = braces ? from + 1 : from;
        int end = braces ? to - 1 : to;
        while (at < end) {
            int comma = line.indexOf(", ", at);
            int stop = comma < 0 || comma > end ? end : comma;
            int equals = TraceReader.indexOf(line, '=', at, stop);
            if (equals > at) {
                draft.value(
                        line.substring(at, equals).strip(),
                        line.substring(equals + 1, stop).strip());
            }
            at = stop + 2;
        }
    }

    /** Values may lack the quotes ({@code %kvp{NONE}}) or have single ones. */
    static void readQuoted(String line, int from, int end, Draft draft) {
        int at = from;
        while (at < end) {
            int equals = line.indexOf('=', at);
            if (equals < 0 || equals + 1 >= end) {
                return;
            }
            char quote = line.charAt(equals + 1);
            boolean quoted = quote == '"' || quote == '\'';
            int start = quoted ? equals + 2 : equals + 1;
            int close = line.indexOf(quoted ? quote : ' ', start);
            int stop = close < 0 || close > end ? end : close;
            draft.value(line.substring(at, equals).strip(), line.substring(Math.min(start, stop), stop));
            at = stop + 1;
        }
    }
}
