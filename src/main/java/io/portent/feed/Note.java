package io.portent.feed;

/** Words of a person or a program, kept short: a label says what it is by its state. */
public final class Note {
    private static final int LONGEST = 500;

    private Note() {}

    /** Cut between characters, never within one. */
    public static String of(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }
}
