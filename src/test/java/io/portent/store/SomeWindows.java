package io.portent.store;

import io.portent.event.Severity;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Windows as services make them, and as no service should. The same seed gives the same window. */
public final class SomeWindows {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final Duration MINUTE = Duration.ofMinutes(1);

    private SomeWindows() {}

    /** So many minutes of one entity. */
    public static List<Window> minutes(String entity, int from, int count) {
        List<Window> windows = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            windows.add(usual(entity, i));
        }
        return windows;
    }

    /** Thirty of sixty templates, their counts, a few values and latencies: what a service says in its i-th minute. */
    public static Window usual(String entity, int minute) {
        Random random = new Random(31L * minute + entity.hashCode());
        Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
        severities.put(Severity.INFO, 200 + random.nextInt(400));
        severities.put(Severity.WARN, random.nextInt(20));
        Map<String, Integer> templates = new HashMap<>();
        while (templates.size() < 30) {
            templates.put(String.format("%08x", random.nextInt(60) * 0x9E3779B9), 1 + random.nextInt(50));
        }
        Map<String, Integer> values = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            values.put(String.format("%08x#%d=%d", i * 0x9E3779B9, i % 3, 200 + random.nextInt(5)), 1 + i);
        }
        Map<String, FieldSummary> fields = new HashMap<>();
        for (String name : List.of("duration_ms", "bytes", "pool.active", "queue")) {
            int count = 1 + random.nextInt(300);
            double sum = count * (10.0 + random.nextInt(90));
            fields.put(
                    name,
                    new FieldSummary(
                            count, (sum + 7) / count, 12 + random.nextInt(9), 120.5 + random.nextInt(9), 1999, 0));
        }
        Map<String, Integer> exceptions = minute % 7 == 0 ? Map.of("java.sql.SQLException", 3) : Map.of();
        Duration gap = Duration.ofMillis(random.nextInt(4000));
        return new Window(
                entity, start(minute), MINUTE, severities, templates, values, exceptions, fields, minute % 11, gap);
    }

    public static Instant start(int minute) {
        return START.plus(MINUTE.multipliedBy(minute));
    }

    /** Hostile names, odd numbers, nothing at all: whatever the type allows. */
    public static Window odd(long seed) {
        Random random = new Random(seed);
        Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            if (random.nextInt(3) == 0) {
                severities.put(severity, number(random));
            }
        }
        Map<String, FieldSummary> fields = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.put(name(random), field(random));
        }
        return new Window(
                "odd",
                Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L) - 1_000_000_000_000L),
                Duration.ofMillis(random.nextLong(100_000_000)),
                severities,
                counts(random),
                counts(random),
                counts(random),
                fields,
                number(random),
                Duration.ofNanos(random.nextLong(100_000_000_000L)));
    }

    private static Map<String, Integer> counts(Random random) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            counts.put(name(random), number(random));
        }
        return counts;
    }

    private static int number(Random random) {
        return random.nextBoolean() ? random.nextInt(100) : random.nextInt();
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int length = random.nextInt(20) == 0 ? 1000 : random.nextInt(12);
        String special = "\0\\\u00e9\ud83d\udd25'\";\n%_";
        for (int i = 0; i < length; i++) {
            name.append(
                    switch (random.nextInt(8)) {
                        case 0 -> special.charAt(random.nextInt(special.length()));
                        case 1 -> (char) random.nextInt(0x10000);
                        default -> (char) ('a' + random.nextInt(26));
                    });
        }
        return name.toString();
    }

    private static FieldSummary field(Random random) {
        int count = 1 + random.nextInt(random.nextBoolean() ? 10 : Integer.MAX_VALUE - 1);
        return new FieldSummary(
                count,
                real(random),
                real(random),
                real(random),
                real(random),
                random.nextBoolean() ? 0 : random.nextInt(count) + 1);
    }

    private static double real(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> -0.0;
            case 2 -> Double.NaN;
            case 3 -> Double.NEGATIVE_INFINITY;
            case 4 -> random.nextInt(100_000) / 1000.0;
            case 5 -> random.nextInt(100_000) / 3.0;
            case 6 -> -random.nextInt(1000);
            default -> random.nextGaussian() * 1e18;
        };
    }
}
