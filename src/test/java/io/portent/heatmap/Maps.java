package io.portent.heatmap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Maps to look at. */
public final class Maps {
    private Maps() {}

    /** Two units over the letters of {@code ab}, with a band. */
    public static HeatMap small() {
        return new HeatMap(
                "small",
                "a note",
                new Axis("unit", List.of("1", "2")),
                new Axis("character", List.of("a", "b")),
                new float[] {-1, 0, 0.5f, 1},
                List.of(new Band(
                        "next",
                        List.of(
                                new Band.Cell("x", "x with 25.0 %", Tint.CHANCE, 0.25),
                                new Band.Cell("y", "y with 100.0 %", Tint.CHANCE, 1)))));
    }

    /** Every text in it is the same. */
    public static HeatMap named(String text) {
        return new HeatMap(
                text,
                text,
                new Axis(text, List.of(text)),
                new Axis(text, List.of(text)),
                new float[] {0},
                List.of(new Band(text, List.of(new Band.Cell(text, text, Tint.RED, 1)))));
    }

    public static HeatMap of(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return new HeatMap(
                "a map of " + rows + " by " + columns,
                "random",
                new Axis("unit", numbers(rows)),
                new Axis("character", letters(columns)),
                values,
                List.of());
    }

    private static List<String> numbers(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList();
    }

    private static List<String> letters(int n) {
        List<String> letters = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            letters.add(Character.toString('a' + i % 26));
        }
        return letters;
    }
}
