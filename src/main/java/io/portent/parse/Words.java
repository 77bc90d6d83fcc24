package io.portent.parse;

import org.jspecify.annotations.Nullable;

/** The blank-separated words of a message, found in one pass as long as positions rise. Not thread-safe. */
final class Words {
    private final String text;
    private int position = -1;
    private int start;
    private int end;

    Words(String text) {
        this.text = text;
    }

    /** The word at a position counted from 0, which must not be below the one asked for before; null beyond the last. */
    @Nullable
    String at(int wanted) {
        while (position < wanted) {
            start = end;
            while (start < text.length() && text.charAt(start) <= ' ') {
                start++;
            }
            if (start == text.length()) {
                return null;
            }
            end = start;
            while (end < text.length() && text.charAt(end) > ' ') {
                end++;
            }
            position++;
        }
        return text.substring(start, end);
    }
}
