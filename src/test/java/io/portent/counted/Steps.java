package io.portent.counted;

import java.nio.charset.Charset;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How much work was done: each call and each turn of a loop is a step, and so is each character that a method of
 * {@link String} looks at. {@link CountingLoader} makes code call these methods in place of those; they have the same names, with the
 * text as their first argument. One thread only.
 */
public final class Steps {
    private static long taken;

    private Steps() {}

    /** Since the last call. */
    public static long take() {
        long steps = taken;
        taken = 0;
        return steps;
    }

    public static void step() {
        taken++;
    }

    /** What a method of a library was given, which it may read as a whole. */
    public static void passed(Object value) {
        if (value instanceof CharSequence text) {
            taken += text.length();
        }
    }

    /** How many characters a method of a library was told to copy. */
    public static void passed(int count) {
        taken += Math.max(0, count);
    }

    /** @return for {@code indexOf}: what was found */
    private static int found(String text, int from, int at) {
        taken += 1 + Math.max(0, (at < 0 ? text.length() : at) - Math.max(0, from));
        return at;
    }

    private static int foundBackwards(String text, int from, int at) {
        taken += 1 + Math.max(0, Math.min(from, text.length()) - Math.max(0, at));
        return at;
    }

    public static int indexOf(String text, int c) {
        return found(text, 0, text.indexOf(c));
    }

    public static int indexOf(String text, int c, int from) {
        return found(text, from, text.indexOf(c, from));
    }

    public static int indexOf(String text, String part) {
        return found(text, 0, text.indexOf(part));
    }

    public static int indexOf(String text, String part, int from) {
        return found(text, from, text.indexOf(part, from));
    }

    public static int lastIndexOf(String text, int c) {
        return foundBackwards(text, text.length(), text.lastIndexOf(c));
    }

    public static int lastIndexOf(String text, int c, int from) {
        return foundBackwards(text, from, text.lastIndexOf(c, from));
    }

    public static int lastIndexOf(String text, String part) {
        return foundBackwards(text, text.length(), text.lastIndexOf(part));
    }

    public static int lastIndexOf(String text, String part, int from) {
        return foundBackwards(text, from, text.lastIndexOf(part, from));
    }

    public static boolean contains(String text, CharSequence part) {
        return indexOf(text, part.toString()) >= 0;
    }

    public static boolean startsWith(String text, String part) {
        taken += part.length();
        return text.startsWith(part);
    }

    public static boolean startsWith(String text, String part, int from) {
        taken += part.length();
        return text.startsWith(part, from);
    }

    public static boolean endsWith(String text, String part) {
        taken += part.length();
        return text.endsWith(part);
    }

    public static boolean regionMatches(String text, int from, String other, int otherFrom, int length) {
        taken += Math.max(0, length);
        return text.regionMatches(from, other, otherFrom, length);
    }

    public static boolean regionMatches(
            String text, boolean anyCase, int from, String other, int otherFrom, int length) {
        taken += Math.max(0, length);
        return text.regionMatches(anyCase, from, other, otherFrom, length);
    }

    public static boolean equals(String text, Object other) {
        taken += other instanceof String same && same.length() == text.length() ? text.length() : 1;
        return text.equals(other);
    }

    public static boolean equalsIgnoreCase(String text, String other) {
        taken += other != null && other.length() == text.length() ? text.length() : 1;
        return text.equalsIgnoreCase(other);
    }

    public static int hashCode(String text) {
        taken += text.length();
        return text.hashCode();
    }

    public static boolean isBlank(String text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        taken += at + 1;
        return text.isBlank();
    }

    public static char[] toCharArray(String text) {
        taken += text.length();
        return text.toCharArray();
    }

    public static String strip(String text) {
        taken += text.length();
        return text.strip();
    }

    public static String stripLeading(String text) {
        taken += text.length();
        return text.stripLeading();
    }

    public static String stripTrailing(String text) {
        taken += text.length();
        return text.stripTrailing();
    }

    public static String toLowerCase(String text, java.util.Locale locale) {
        taken += text.length();
        return text.toLowerCase(locale);
    }

    public static String replace(String text, char one, char other) {
        taken += text.length();
        return text.replace(one, other);
    }

    public static String replace(String text, CharSequence one, CharSequence other) {
        taken += text.length();
        return text.replace(one, other);
    }

    public static String replaceAll(String text, String expression, String replacement) {
        return Pattern.compile(expression).matcher(new CountedText(text)).replaceAll(replacement);
    }

    public static String[] split(String text, String expression, int limit) {
        return Pattern.compile(expression).split(new CountedText(text), limit);
    }

    public static String[] split(String text, String expression) {
        return split(text, expression, 0);
    }

    public static void getChars(String text, int from, int to, char[] into, int at) {
        taken += Math.max(0, to - from);
        text.getChars(from, to, into, at);
    }

    public static int codePointAt(String text, int at) {
        taken++;
        return text.codePointAt(at);
    }

    public static byte[] getBytes(String text, Charset charset) {
        taken += text.length();
        return text.getBytes(charset);
    }

    public static IntStream chars(String text) {
        taken += text.length();
        return text.chars();
    }
}
