package io.portent.parse;

/** Masks one token that holds a digit or a mark; see {@link Masker}. */
final class TokenMasker {
    /** The longest that {@link #addressEnd} looks for: an IPv6 address, so that a hostile token takes linear time. */
    static final int MAX_ADDRESS = 48;

    private char[] text = {};
    private int end;
    private char[] out = {};
    private int start;
    private int at;
    private int write;

    /**
     * Writes the masked token and returns where it ends.
     *
     * @param kinds all kinds of its characters: what they lack need not be looked for
     */
    int run(char[] message, int from, int to, char[] into, int writeFrom, int kinds) {
        text = message;
        at = from;
        end = to;
        out = into;
        start = writeFrom;
        write = writeFrom;
        boolean slashes = (kinds & CharKinds.SLASH) != 0;
        boolean colons = (kinds & CharKinds.COLON) != 0;
        while (at < end) {
            step(slashes, colons);
        }
        return write;
    }

    private void step(boolean slashes, boolean colons) {
        int whole = slashes ? pathEnd() : at;
        if (whole == at && colons) {
            whole = addressEnd();
        }
        char c = text[at];
        if (whole > at) {
            mask();
            at = whole;
        } else if ((CharKinds.of(c) & CharKinds.MARK) == 0) {
            piece();
        } else if (c == '<' && isMask()) {
            mask();
            at += 3;
        } else {
            out[write++] = c;
            at++;
        }
    }

    /** A mask that a message brings along. */
    private boolean isMask() {
        return at + 2 < end && text[at + 1] == '*' && text[at + 2] == '>';
    }

    private void piece() {
        char[] piece = text; // locals stay in registers
        int from = at;
        int stop = end;
        int digit = -1;
        int kinds = 0;
        int i = from;
        while (i < stop) {
            int kind = CharKinds.of(piece[i]);
            if ((kind & CharKinds.MARK) != 0) {
                break;
            }
            digit = digit < 0 && (kind & CharKinds.DIGIT) != 0 ? i : digit;
            kinds |= kind;
            i++;
        }
        at = i;
        int mail = mailEnd();
        if (mail > at) {
            at = mail;
            mask();
        } else if (digit >= 0) {
            maskWithPrefix(from, digit);
        } else if ((kinds & CharKinds.DOT) != 0 && HostNames.looksLike(new String(text, from, at - from))) {
            mask();
        } else {
            copy(from, at);
        }
    }

    /** Behind the host of a mail address whose name ends here; {@code at} where none does. */
    private int mailEnd() {
        if (at >= end || text[at] != '@') {
            return at;
        }
        int i = at + 1;
        int dot = -1;
        while (i < end && isName(text[i])) {
            dot = text[i] == '.' ? i : dot;
            i++;
        }
        return dot > at + 1 && dot < i - 1 ? i : at;
    }

    /** {@code job_42} keeps its {@code job_}; {@code 4f2a} and {@code x7gq9} keep nothing. */
    private void maskWithPrefix(int from, int digit) {
        if (hasName(from, digit) && onlyNumber(digit)) {
            copy(from, text[digit - 1] == '-' ? digit - 1 : digit);
        }
        mask();
    }

    private boolean hasName(int from, int to) {
        int letters = 0;
        boolean hex = true;
        for (int i = from; i < to; i++) {
            int kind = CharKinds.of(text[i]);
            letters += (kind & CharKinds.LETTER) != 0 ? 1 : 0;
            hex &= (kind & CharKinds.HEX) != 0;
        }
        return letters >= 2 && !hex;
    }

    private boolean onlyNumber(int from) {
        for (int i = from; i < at; i++) {
            char c = text[i];
            if ((CharKinds.of(c) & CharKinds.DIGIT) == 0 && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Parameters that only signs part, as in addresses and times, are one. */
    private void mask() {
        if (write > start && out[write - 1] == Masker.MASK) {
            return;
        }
        if (write > start + 1
                && out[write - 2] == Masker.MASK
                && (CharKinds.of(out[write - 1]) & CharKinds.JOIN) != 0) {
            write--;
            return;
        }
        out[write++] = Masker.MASK;
    }

    private void copy(int from, int to) {
        System.arraycopy(text, from, out, write, to - from);
        write += to - from;
    }

    /** Where the path or URL that starts here ends; {@code at} where none starts. */
    private int pathEnd() {
        char c = text[at];
        if (inWord()) {
            return at;
        }
        boolean rooted = (c == '/' || c == '\\') && at + 1 < end && isName(text[at + 1]);
        boolean drive = at + 2 < end && text[at + 1] == ':' && text[at + 2] == '\\';
        boolean letter = (CharKinds.of(c) & CharKinds.LETTER) != 0;
        return rooted || drive || (letter && (isUrl() || hasFolders())) ? consumePath() : at;
    }

    private boolean inWord() {
        return write > start && CharKinds.wordPart(text[at - 1]);
    }

    private boolean isUrl() {
        int i = at;
        while (i < end && (CharKinds.wordPart(text[i]) || text[i] == '+')) {
            i++;
        }
        return i > at + 1 && i + 3 < end && text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/';
    }

    /** {@code a/b/c} is a path, {@code read/write} is not. */
    private boolean hasFolders() {
        int count = 0;
        for (int i = at; i < end && count < 2; i++) {
            char c = text[i];
            if (c == '/') {
                count++;
            } else if (!isName(c)) {
                return false;
            }
        }
        return count > 1;
    }

    private int consumePath() {
        int i = at;
        while (i < end && (CharKinds.of(text[i]) & CharKinds.PATH_END) == 0) {
            i++;
        }
        while (i > at + 1 && (text[i - 1] == ':' || text[i - 1] == '.')) {
            i--;
        }
        return i;
    }

    private static boolean isName(char c) {
        return (CharKinds.of(c) & CharKinds.NAME) != 0;
    }

    /** IPv6, MAC addresses and times: hex digits in at least three parts between colons. */
    private int addressEnd() {
        int i = at;
        int colons = 0;
        int kinds = 0;
        int stop = Math.min(end, at + MAX_ADDRESS);
        while (i < stop) {
            int kind = CharKinds.of(text[i]);
            if ((kind & (CharKinds.HEX | CharKinds.COLON)) == 0) {
                break;
            }
            colons += (kind & CharKinds.COLON) != 0 ? 1 : 0;
            kinds |= kind;
            i++;
        }
        if (colons < 2 || (kinds & CharKinds.DIGIT) == 0 || inWord()) {
            return at;
        }
        boolean goesOn = i < end && (CharKinds.wordPart(text[i]) || text[i] == '_');
        return goesOn ? at : text[i - 1] == ':' ? i - 1 : i;
    }
}
