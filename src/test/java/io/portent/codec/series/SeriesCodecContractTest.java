package io.portent.codec.series;

import io.portent.codec.CodecContract;
import io.portent.codec.CodecProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

final class SeriesCodecContractTest extends CodecContract {
    @Override
    protected CodecProvider provider() {
        return new SeriesCodecProvider();
    }

    @Override
    protected String text(SplittableRandom random) {
        int columns = random.nextInt(1, 5);
        int rows = random.nextInt(1, 150);
        return random.nextInt(3) == 0 ? prometheus(columns, rows, random) : csv(columns, rows, random);
    }

    private static String csv(int columns, int rows, SplittableRandom random) {
        String separator = List.of(",", ";", "\t", " ").get(random.nextInt(4));
        int time = random.nextInt(4);
        StringBuilder text = new StringBuilder();
        if (random.nextBoolean()) {
            text.append(time == 1 || time == 2 ? "time" + separator : "");
            for (int i = 0; i < columns; i++) {
                text.append(i == 0 ? "" : separator).append("c").append(i);
            }
            text.append('\n');
        }
        int kind = random.nextInt(4);
        for (int row = 0; row < rows; row++) {
            text.append(time == 1 ? 1_700_000_000 + row * 15 + separator : "");
            text.append(time == 2 ? "2024-02-03T04:" + (10 + row % 50) + ":00Z" + separator : "");
            for (int i = 0; i < columns; i++) {
                text.append(i == 0 ? "" : separator).append(value(kind, row > 0, random));
            }
            text.append(random.nextInt(10) == 0 ? "\r\n\n" : "\n");
        }
        return text.toString();
    }

    private static String prometheus(int columns, int rows, SplittableRandom random) {
        List<String> series = new ArrayList<>();
        int kind = random.nextInt(4);
        for (int i = 0; i < columns; i++) {
            List<String> values = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                if (row == 0 || random.nextInt(10) > 0) {
                    values.add("[" + (1_700_000_000 + row * 15) + ",\"" + value(kind, row > 0, random) + "\"]");
                }
            }
            series.add("{\"metric\":{\"__name__\":\"up\",\"i\":\"\\\"" + i + "\"},\"values\":["
                    + String.join(",", values) + "]}");
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + String.join(",\n", series)
                + "]}}";
    }

    private static String value(int kind, boolean gaps, SplittableRandom random) {
        if (gaps && random.nextInt(30) == 0) {
            return List.of("NaN", "+Inf", "-Inf", "null").get(random.nextInt(4));
        }
        return switch (kind) {
            case 0 -> Integer.toString(random.nextInt(6));
            case 1 -> Double.toString(random.nextDouble() * 100 - 50);
            case 2 -> Double.toString(Math.scalb(random.nextDouble() - 0.5, random.nextInt(-1074, 1024)));
            // Neighbours between which no number lies.
            default -> Double.toString(random.nextInt(-3, 4) * Double.MIN_VALUE);
        };
    }

    @Override
    protected Map<String, String> options(String text, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> Map.of();
            case 1 -> Map.of("bins", Integer.toString(random.nextInt(2, 200)));
            default ->
                text.startsWith("{") || text.contains("c0") || text.contains("T04")
                        ? Map.of("column", text.startsWith("{") ? "up{i=\"\\\"0\"}" : lastColumn(text))
                        : Map.of("layout", "flat");
        };
    }

    private static String lastColumn(String text) {
        return Integer.toString(text.lines().findFirst().orElseThrow().split("[,; \t]", -1).length);
    }

    @Override
    protected float bound() {
        return Span.BOUND;
    }
}
