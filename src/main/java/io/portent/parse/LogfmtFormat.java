package io.portent.parse;

import java.util.List;

/**
 * {@code time=2024-03-05T10:11:12Z level=info msg="order paid" took=12ms}: pairs of key and value, quoted where there is a
 * blank. Durations as Go writes them become seconds. A line that does not begin with a pair, or has more bare words than
 * pairs, or neither a time nor a level with a message, is no record.
 */
final class LogfmtFormat implements LineFormat {
    private static final int MAX_PAIRS = 256;

    private final NamedFields fields;
    private int at;
    private String key = "";
    private String value = "";

    LogfmtFormat(List<FieldName> mapped) {
        this.fields = new NamedFields(new FieldNames(mapped));
    }

    @Override
    public String describe() {
        return "logfmt";
    }

    @Override
    public Joining joining() {
        return Joining.FOLLOWING;
    }

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        if (line.isEmpty() || !isKeyStart(line.charAt(0))) {
            return false;
        }
        fields.begin(draft);
        at = 0;
        int pairs = 0;
        int words = 0;
        while (at < line.length() && pairs < MAX_PAIRS) {
            if (line.charAt(at) == ' ') {
                at++;
            } else if (pair(line)) {
                pairs++;
                take();
            } else if (pairs == 0 || ++words > pairs) {
                return false;
            }
        }
        return pairs > 1 && fields.end() && fields.sure();
    }

    /** Moves on to behind the pair; false where it was a bare word. */
    private boolean pair(String line) {
        int start = at;
        while (at < line.length() && isKeyPart(line.charAt(at))) {
            at++;
        }
        boolean pair = at > start && at < line.length() && line.charAt(at) == '=';
        key = line.substring(start, at);
        if (pair) {
            at++;
            value(line);
        } else {
            int blank = line.indexOf(' ', at);
            at = blank < 0 ? line.length() : blank;
        }
        return pair;
    }

    private void value(String line) {
        int start = at;
        if (at >= line.length() || line.charAt(at) != '"') {
            int blank = line.indexOf(' ', at);
            at = blank < 0 ? line.length() : blank;
            value = line.substring(start, at);
            return;
        }
        boolean escapes = false;
        at++;
        while (at < line.length() && line.charAt(at) != '"') {
            boolean escape = line.charAt(at) == '\\';
            escapes |= escape;
            at += escape ? 2 : 1;
        }
        at = Math.min(at, line.length());
        value = line.substring(start + 1, at);
        value = escapes ? Escapes.undone(value) : value;
        at = Math.min(at + 1, line.length());
    }

    private void take() {
        FieldNames.Name meaning = fields.meaning(key);
        double number = meaning == null || meaning.role() == FieldRole.TIME ? Draft.plainNumber(value) : Double.NaN;
        number = Double.isNaN(number) && meaning == null ? GoDuration.seconds(value) : number;
        if (Double.isNaN(number)) {
            fields.text(meaning, key, value);
        } else {
            fields.number(meaning, key, number, value);
        }
    }

    private static boolean isKeyStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@';
    }

    private static boolean isKeyPart(char c) {
        return isKeyStart(c) || IsoTime.isDigit(c) || c == '.' || c == '-' || c == '/';
    }
}
