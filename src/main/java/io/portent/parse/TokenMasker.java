package io.portent.parse;

/** Masks one token that holds a digit or a mark; see {@link Masker}. */
final class TokenMasker {
    private static final String JOINS = ":/-,.@+#_|";
    private static final String PATH_ENDS = ",;()[]{}\"'<>|";

    private final String text;
    private final int end;
    private final char[] out;
    private final int start;
    private int at;
    private int write;

    TokenMasker(String text, int from, int end, char[] out, int start) {
        this.text = text;
        this.at = from;
        this.end = end;
        this.out = out;
        this.start = start;
        this.write = start;
    }

    /** Writes the masked token and returns where it ends. */
    int run() {
        while (at < end) {
            char c = text.charAt(at);
            int path = Math.max(pathEnd(), addressEnd());
            if (path > at) {
                mask();
                at = path;
            } else if (c == '<' && text.startsWith("<*>", at)) {
                mask();
                at += 3;
            } else if (isMark(c)) {
                out[write++] = c;
                at++;
            } else {
                piece();
            }
        }
        return write;
    }

    private void piece() {
        int from = at;
        int digit = -1;
        int dots = 0;
        while (at < end && !isMark(text.charAt(at))) {
            char c = text.charAt(at);
            digit = digit < 0 && isDigit(c) ? at : digit;
            dots += c == '.' ? 1 : 0;
            at++;
        }
        if (digit >= 0) {
            maskWithPrefix(from, digit);
        } else if (dots > 0 && HostNames.looksLike(text, from, at)) {
            mask();
        } else {
            copy(from, at);
        }
    }

    /** {@code job_42} keeps its {@code job_}; {@code 4f2a} and {@code x7gq9} keep nothing. */
    private void maskWithPrefix(int from, int digit) {
        int letters = 0;
        boolean hex = true;
        for (int i = from; i < digit; i++) {
            char c = text.charAt(i);
            letters += Character.isLetter(c) ? 1 : 0;
            hex &= (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        }
        boolean kept = letters >= 2 && !hex;
        for (int i = digit; i < at && kept; i++) {
            char c = text.charAt(i);
            kept = isDigit(c) || c == '.' || c == '_' || c == '-';
        }
        if (kept) {
            copy(from, digit > from && text.charAt(digit - 1) == '-' ? digit - 1 : digit);
        }
        mask();
    }

    /** Parameters that only signs part, as in addresses and times, are one. */
    private void mask() {
        if (write > start && out[write - 1] == Masker.MASK) {
            return;
        }
        if (write > start + 1 && out[write - 2] == Masker.MASK && JOINS.indexOf(out[write - 1]) >= 0) {
            write--;
            return;
        }
        out[write++] = Masker.MASK;
    }

    private void copy(int from, int to) {
        text.getChars(from, to, out, write);
        write += to - from;
    }

    /** Where the path or URL that starts here ends; {@code at} where none starts. */
    private int pathEnd() {
        char c = text.charAt(at);
        boolean unix = c == '/' && at + 1 < end && isPathPart(text.charAt(at + 1));
        boolean windows = at + 2 < end && text.charAt(at + 1) == ':' && text.charAt(at + 2) == '\\';
        boolean registry = c == '\\' && at + 1 < end && isPathPart(text.charAt(at + 1));
        boolean inWord = at > 0 && write > start && Character.isLetterOrDigit(text.charAt(at - 1));
        if ((unix || windows || registry) && !inWord) {
            return consumePath();
        }
        boolean wordStart = Character.isLetter(c) && !inWord;
        return wordStart && (isUrl() || slashes() > 1) ? consumePath() : at;
    }

    /** IPv6, MAC addresses and times: hex digits in at least three parts between colons. */
    private int addressEnd() {
        int i = at;
        int colons = 0;
        boolean digits = false;
        while (i < end && (Character.digit(text.charAt(i), 16) >= 0 || text.charAt(i) == ':')) {
            colons += text.charAt(i) == ':' ? 1 : 0;
            digits |= isDigit(text.charAt(i));
            i++;
        }
        boolean inWord = write > start && Character.isLetterOrDigit(text.charAt(at - 1));
        boolean goesOn = i < end && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_');
        boolean address = colons > 1 && digits && !inWord && !goesOn;
        return !address ? at : text.charAt(i - 1) == ':' ? i - 1 : i;
    }

    private boolean isUrl() {
        int i = at;
        while (i < end && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '+')) {
            i++;
        }
        return i > at + 1 && i + 3 < end && text.startsWith("://", i);
    }

    private int slashes() {
        int count = 0;
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (c == '/') {
                count++;
            } else if (!isPathPart(c)) {
                break;
            }
        }
        return count;
    }

    private int consumePath() {
        int i = at;
        while (i < end && PATH_ENDS.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        while (i > at + 1 && (text.charAt(i - 1) == ':' || text.charAt(i - 1) == '.')) {
            i--;
        }
        return i;
    }

    private static boolean isPathPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '~' || c == '%' || c == '$';
    }

    private static boolean isMark(char c) {
        return "/\\=:,()[]{}|@#\"'<>;&".indexOf(c) >= 0;
    }

    private static boolean isDigit(char c) {
        return (c >= '0' && c <= '9') || (c > 127 && Character.isDigit(c));
    }
}
