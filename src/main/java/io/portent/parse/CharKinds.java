package io.portent.parse;

/** What a character can be to the masker, as bits looked up in a table: masking is the hottest loop of all. */
final class CharKinds {
    static final int DIGIT = 1;
    /** Parts a token into pieces. */
    static final int MARK = 2;

    static final int SURROGATE = 4;
    static final int SLASH = 8;
    static final int COLON = 16;
    static final int LETTER = 32;
    static final int HEX = 64;
    /** May stand inside the name of a file. */
    static final int NAME = 128;

    static final int PATH_END = 256;
    /** Between two parameters: makes one of them. */
    static final int JOIN = 512;

    static final int DOT = 1024;

    private static final int[] TABLE = new int[128];

    static {
        for (char c = 0; c < 128; c++) {
            TABLE[c] = IsoTime.isDigit(c) ? DIGIT | NAME : Character.isLetter(c) ? LETTER | NAME : 0;
            TABLE[c] |= Character.digit(c, 16) >= 0 ? HEX : 0;
        }
        mark("/\\=:,()[]{}|@#\"'<>;&", MARK);
        mark("/\\", SLASH);
        mark(":", COLON);
        mark("_.-~%$", NAME);
        mark(",;()[]{}\"'<>|", PATH_END);
        mark(":/-,.@+#_|", JOIN);
        mark(".", DOT);
    }

    private CharKinds() {}

    private static void mark(String chars, int kind) {
        for (int i = 0; i < chars.length(); i++) {
            TABLE[chars.charAt(i)] |= kind;
        }
    }

    static int of(char c) {
        return c < 128 ? TABLE[c] : ofForeign(c);
    }

    private static int ofForeign(char c) {
        if (Character.isLetter(c)) {
            return LETTER | NAME;
        }
        if (Character.isDigit(c)) {
            return DIGIT | NAME;
        }
        return Character.isSurrogate(c) ? SURROGATE : 0;
    }

    static boolean wordPart(char c) {
        return (of(c) & (LETTER | DIGIT)) != 0;
    }
}
