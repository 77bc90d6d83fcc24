package io.portent.codec.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The characters that a codec knows, in the order of their code points; so the same text gives the same network wherever it is
 * trained. A character is a code point: what takes two of Java's chars is one.
 */
public final class Vocabulary {
    private final int[] points;

    private Vocabulary(int[] points) {
        this.points = points;
    }

    /** @throws IllegalArgumentException for an empty text */
    public static Vocabulary of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a vocabulary has at least one character");
        }
        return new Vocabulary(text.codePoints().distinct().sorted().toArray());
    }

    public int size() {
        return points.length;
    }

    /** Where a character stands; negative where it is not known. */
    public int indexOf(int point) {
        return Arrays.binarySearch(points, point);
    }

    public int point(int index) {
        return points[index];
    }

    /** All characters, one after the other. */
    public String text() {
        return new String(points, 0, points.length);
    }

    /** As people write them, those that cannot be seen by their escape. */
    public List<String> names() {
        return Arrays.stream(points).mapToObj(Vocabulary::name).toList();
    }

    /** A character as people write it, or its escape where it cannot be seen. */
    public static String name(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case ' ' -> "' '";
            case '\\' -> "\\\\";
            default -> isSeen(point) ? Character.toString(point) : String.format("U+%04X", point);
        };
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return names().stream().collect(Collectors.joining(" "));
    }
}
