package io.portent.parse;

/** What a masked word looks like. */
final class WordShape {
    private WordShape() {}

    /** Two letters or more: it may be a word of the language, not only a value. */
    static boolean letters(String word) {
        int letters = 0;
        for (int i = 0; i < word.length() && letters < 2; i++) {
            letters += Character.isLetter(word.charAt(i)) ? 1 : 0;
        }
        return letters >= 2;
    }

    /** {@code RUNNING}, {@code FAIL_CLEANUP}: names of states are written so. */
    static boolean state(String word) {
        int upper = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isLowerCase(c) || c == Masker.MASK) {
                return false;
            }
            upper += Character.isUpperCase(c) ? 1 : 0;
        }
        return upper >= 2;
    }
}
