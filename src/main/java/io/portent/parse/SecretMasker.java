package io.portent.parse;

/** Takes secrets out of the masked tokens of a message, one after the other; see {@link Secrets}. Scratch space; not thread-safe. */
final class SecretMasker {
    private static final String SENTENCE_END = ",;&)}]'\"<>|";

    /** What the next token stands behind: the name of a secret, or a scheme of authentication. */
    private boolean announced;

    private boolean scheme;

    void clear() {
        announced = false;
        scheme = false;
    }

    /** Writes over the token that stands from start to end, and returns where it ends then. */
    int mask(char[] text, int start, int end, boolean marks) {
        if (Secrets.looksRandom(text, start, end)) {
            clear();
            text[start] = Masker.MASK;
            return start + 1;
        }
        if (!announced && !scheme && !mayMatter(text, start, end)) {
            return marks ? named(text, start, end) : end;
        }
        boolean wasAnnounced = announced;
        boolean wasScheme = scheme;
        String word = new String(text, start, end - start);
        scheme = Secrets.isScheme(word);
        announced = scheme ? wasAnnounced : Secrets.announces(word);
        if (scheme) {
            return end;
        }
        if ((wasAnnounced && !StateWords.contains(word)) || (wasScheme && Secrets.mayBeCredentials(word))) {
            text[start] = Masker.MASK;
            return start + 1;
        }
        return marks ? named(text, start, end) : end;
    }

    /** What most tokens are told by to be no scheme and no announcement. */
    private static boolean mayMatter(char[] text, int start, int end) {
        int length = end - start;
        char last = length == 0 ? ' ' : text[end - 1];
        if (last == ':' || last == '=') {
            return length > 1 && Secrets.mayEndName(text[end - 2]);
        }
        return length >= 5 && (text[start] == '-' || (length <= 6 && "bBdD".indexOf(text[start]) >= 0));
    }

    /** {@code password=hunter,} keeps its name and what follows the value. */
    private static int named(char[] text, int start, int end) {
        int write = start;
        int name = start;
        int at = start;
        while (at < end) {
            char c = text[at++];
            text[write++] = c;
            boolean separates = (c == '=' || c == ':') && at < end && write - 1 > name;
            if (separates && mayBeName(text, write - 1) && Secrets.isName(new String(text, name, write - 1 - name))) {
                while (at < end && (text[at] == '"' || text[at] == '\'')) {
                    text[write++] = text[at++];
                }
                int value = at;
                while (at < end && SENTENCE_END.indexOf(text[at]) < 0) {
                    at++;
                }
                write = value(text, value, at, write);
            }
            name = c == '"' || c == '\'' || (CharKinds.of(c) & CharKinds.MARK) == 0 ? name : write;
        }
        return write;
    }

    /** By its last letter, behind which a quotation mark may stand. */
    private static boolean mayBeName(char[] text, int end) {
        char last = text[end - 1];
        return last == '"' || last == '\'' || Secrets.mayEndName(last);
    }

    private static int value(char[] text, int from, int to, int write) {
        if (to == from) {
            return write;
        }
        if (StateWords.contains(new String(text, from, to - from))) {
            System.arraycopy(text, from, text, write, to - from);
            return write + to - from;
        }
        text[write] = Masker.MASK;
        return write + 1;
    }
}
