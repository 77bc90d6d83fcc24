package io.portent.store.jdbc;

/**
 * Any Java string as one that databases can hold. PostgreSQL takes no NUL, UTF-8 no lone surrogate, and logs hold both; they
 * and the backslash are written as {@code \}{@code uXXXX}.
 */
final class StoredText {
    private static final int ESCAPE_LENGTH = 6;

    private StoredText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (special(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    private static boolean special(String text, int i) {
        char c = text.charAt(i);
        return c == 0 || c == '\\' || (Character.isSurrogate(c) && !paired(text, i));
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + ESCAPE_LENGTH);
        for (int i = 0; i < text.length(); i++) {
            if (special(text, i)) {
                out.append(String.format("\\u%04X", (int) text.charAt(i)));
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    static String read(String stored) {
        if (stored.indexOf('\\') < 0) {
            return stored;
        }
        StringBuilder out = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            if (stored.charAt(i) == '\\' && i + ESCAPE_LENGTH <= stored.length()) {
                out.append((char) Integer.parseInt(stored.substring(i + 2, i + ESCAPE_LENGTH), 16));
                i += ESCAPE_LENGTH - 1;
            } else {
                out.append(stored.charAt(i));
            }
        }
        return out.toString();
    }
}
