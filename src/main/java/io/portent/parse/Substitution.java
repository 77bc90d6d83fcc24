package io.portent.parse;

/** {@code ${NAME:-default}} in patterns copied from a logback.xml: only defaults are known here. */
final class Substitution {
    private static final int MAX_ROUNDS = 64;

    private Substitution() {}

    static String defaults(String pattern) {
        String text = pattern;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int open = text.lastIndexOf("${");
            if (open < 0) {
                return text;
            }
            int close = close(text, open + 2);
            if (close < 0) {
                throw PatternReader.refused(open, "the variable's brace is never closed");
            }
            int dash = text.indexOf(":-", open);
            if (dash < 0 || dash > close) {
                throw PatternReader.refused(
                        open, "variable " + text.substring(open, close + 1) + " has no value and no default here");
            }
            text = text.substring(0, open) + text.substring(dash + 2, close) + text.substring(close + 1);
        }
        throw PatternReader.refused(0, "more than " + MAX_ROUNDS + " variables");
    }

    private static int close(String text, int from) {
        int level = 1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            level += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (level == 0) {
                return i;
            }
        }
        return -1;
    }
}
