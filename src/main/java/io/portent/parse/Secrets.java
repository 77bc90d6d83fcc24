package io.portent.parse;

import java.util.List;
import java.util.Locale;

/**
 * Tells what must not be kept: values that stand behind the name of a secret, and words that look drawn by lot. Templates and counted
 * parameter values are all that is ever stored of a message, so both ask here. What no rule knows is not found: a password in a sentence
 * is a word.
 */
public final class Secrets {
    private static final int LEAST_RANDOM = 20;

    /** A name ends with one of these, whatever it begins with and however its parts are joined: {@code db.adminPassword}. */
    private static final List<String> NAMES = List.of(
            "password",
            "passwd",
            "passphrase",
            "pwd",
            "secret",
            "token",
            "apikey",
            "accesskey",
            "secretkey",
            "privatekey",
            "authkey",
            "authorization",
            "credential",
            "credentials",
            "cookie");

    /** Their last letters: most words end with another. */
    private static final String LAST = "detnyls";

    private static final int LONGEST_NAME = 16;
    private static final List<String> SCHEMES = List.of("bearer", "basic", "digest");

    /** Shorter words behind a scheme are of the language: {@code Basic authentication}, {@code bearer token expired}. */
    private static final int LEAST_CREDENTIALS = 16;

    private static final int LEAST_CAPITALS = 12;

    private Secrets() {}

    /** The message with {@code <*>} in place of each secret, for those who show it. */
    public static String hide(String message) {
        char[] text = message.toCharArray();
        StringBuilder shown = new StringBuilder(text.length);
        SecretMasker masker = new SecretMasker();
        int at = 0;
        while (at < text.length) {
            int start = at;
            while (at < text.length && text[at] <= ' ') {
                at++;
            }
            shown.append(text, start, at - start);
            start = at;
            int kinds = 0;
            while (at < text.length && text[at] > ' ') {
                kinds |= CharKinds.of(text[at++]);
            }
            if (at > start) {
                int end = masker.mask(text, start, at, (kinds & CharKinds.MARK) != 0);
                shown.append(text, start, end - start);
            }
        }
        return shown.toString().replace(Masker.MASK_TOKEN, "<*>");
    }

    static boolean mayEndName(char letter) {
        return LAST.indexOf(Character.toLowerCase(letter)) >= 0;
    }

    /** Whether this is what a secret is called. */
    static boolean isName(String text) {
        char[] letters = new char[LONGEST_NAME];
        int from = LONGEST_NAME;
        for (int i = text.length() - 1; i >= 0 && from > 0; i--) {
            char c = text.charAt(i);
            if ((CharKinds.of(c) & CharKinds.LETTER) != 0) {
                letters[--from] = Character.toLowerCase(c);
                if (from == LONGEST_NAME - 1 && !mayEndName(c)) {
                    return false;
                }
            }
        }
        String end = new String(letters, from, LONGEST_NAME - from);
        for (String name : NAMES) {
            if (end.endsWith(name)) {
                return true;
            }
        }
        return false;
    }

    /** {@code password:}, {@code --token}, {@code "secret"=}: the next word is one. */
    static boolean announces(String word) {
        if (word.startsWith("--")) {
            return word.indexOf('=') < 0 && isName(word);
        }
        int end = word.length() - 1;
        return end > 0 && (word.charAt(end) == ':' || word.charAt(end) == '=') && isName(word.substring(0, end));
    }

    /** Of HTTP's authentication: credentials follow. */
    static boolean isScheme(String word) {
        return SCHEMES.contains(word.toLowerCase(Locale.ROOT));
    }

    static boolean mayBeCredentials(String word) {
        return word.length() >= LEAST_CREDENTIALS
                || word.chars().anyMatch(c -> c == Masker.MASK || Character.isDigit(c));
    }

    /** Whether a word of an unmasked message is one or holds one, by what stands before it or by itself. */
    static boolean isSecret(String before, String word) {
        if (isScheme(word)) {
            return false;
        }
        return (announces(before) && !StateWords.contains(word))
                || (isScheme(before) && mayBeCredentials(word))
                || looksRandom(word.toCharArray(), 0, word.length())
                || holdsNamed(word);
    }

    /** {@code user=ann,password=hunter}, {@code "token":"abc"}. */
    private static boolean holdsNamed(String word) {
        int name = 0;
        for (int i = 0; i + 1 < word.length(); i++) {
            char c = word.charAt(i);
            if ((c == '=' || c == ':') && isName(word.substring(name, i))) {
                return true;
            }
            name = c == '"' || c == '\'' || (CharKinds.of(c) & CharKinds.MARK) == 0 ? name : i + 1;
        }
        return false;
    }

    /**
     * A long word of letters that goes from small to large more often than names of classes do, or many capitals before a number. Most words
     * with digits are parameters already; one of small letters only cannot be told from a name.
     */
    static boolean looksRandom(char[] text, int start, int end) {
        if (end - start < LEAST_CAPITALS) {
            return false;
        }
        int changes = 0;
        int capitals = 0;
        boolean before = isCapital(text[start]);
        for (int i = start; i < end; i++) {
            char c = text[i];
            boolean capital = isCapital(c);
            changes += capital != before ? 1 : 0;
            if (capitals >= LEAST_CAPITALS && (c == Masker.MASK || IsoTime.isDigit(c))) {
                return true;
            }
            capitals = capital ? capitals + 1 : 0;
            before = capital;
        }
        return end - start >= LEAST_RANDOM && 5 * changes >= 2 * (end - start);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
