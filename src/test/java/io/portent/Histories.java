package io.portent;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** Builds events, windows of one minute and labels; all times are minutes or seconds after {@link #START}. */
public final class Histories {
    public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    public static final Duration MINUTE = Duration.ofMinutes(1);

    private Histories() {}

    public static Instant minute(long minutes) {
        return START.plus(MINUTE.multipliedBy(minutes));
    }

    public static LogEvent event(Instant time, Severity severity, String message) {
        return new LogEvent(
                time, severity, "shop", message, Map.of(), Map.of(), null, new Origin("app", "shop.log", 1));
    }

    public static LogEvent event(Instant time, Map<String, String> texts) {
        return new LogEvent(
                time, Severity.INFO, "shop", "hello", Map.of(), texts, null, new Origin("app", "shop.log", 1));
    }

    /** A window that starts at this minute, with as many errors and one INFO event. */
    public static Window window(String entity, long minute, int errors) {
        Map<Severity, Integer> severities =
                errors == 0 ? Map.of(Severity.INFO, 1) : Map.of(Severity.INFO, 1, Severity.ERROR, errors);
        return window(entity, minute, severities, Map.of(), Map.of());
    }

    public static Window window(
            String entity,
            long minute,
            Map<Severity, Integer> severities,
            Map<String, Integer> templates,
            Map<String, Integer> values) {
        return new Window(
                entity,
                minute(minute),
                MINUTE,
                severities,
                templates,
                values,
                Map.of(),
                Map.of(),
                0,
                Duration.ofSeconds(10));
    }

    /** Minutes [from, to), errors by the minute. */
    public static List<Window> windows(String entity, int from, int to, IntUnaryOperator errors) {
        List<Window> windows = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            windows.add(window(entity, minute, errors.applyAsInt(minute)));
        }
        return windows;
    }

    public static Label label(String entity, HealthState state, Instant start, Instant end) {
        return new Label(entity, state, start, end, "test", "");
    }

    /** In minutes. */
    public static Label label(String entity, HealthState state, long from, long to) {
        return label(entity, state, minute(from), minute(to));
    }

    /** Green all through with incidents that are orange for a few minutes and then red. */
    public static List<Label> incidents(String entity, int until, int every) {
        List<Label> labels = new ArrayList<>(List.of(label(entity, HealthState.GREEN, 0, until)));
        for (int minute = every; minute < until; minute += every) {
            labels.add(label(entity, HealthState.ORANGE, minute, Math.min(until, minute + 5)));
            labels.add(label(entity, HealthState.RED, minute + 5, minute + 15));
        }
        return labels;
    }

    /** Labels of any state, touching, overlapping, open and with holes between them, within these minutes. */
    public static List<Label> randomLabels(Random random, String entity, int minutes, int count) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HealthState state = List.of(HealthState.values()).get(random.nextInt(3));
            int from = random.nextInt(minutes);
            int length = 1 + random.nextInt(state == HealthState.GREEN ? minutes : Math.max(1, minutes / 8));
            boolean open = random.nextInt(20) == 0;
            labels.add(new Label(entity, state, minute(from), open ? null : minute(from + length), "test", ""));
        }
        return labels;
    }
}
