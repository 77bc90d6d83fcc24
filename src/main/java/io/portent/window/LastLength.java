package io.portent.window;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What an entity's last window length looks like in the middle of a window: what the open window has seen, and of the window before it the
 * part that is still within the length, taken to have come evenly.
 *
 * <pre>
 *   |------- before -------|---- open ----:........|
 *                 |======================:           now: open + (1 - elapsed) * before
 * </pre>
 *
 * An open window alone would look like a quiet one.
 */
public final class LastLength {
    private LastLength() {}

    /**
     * A window with the open one's start.
     *
     * @param now within the open window
     */
    public static Window of(Window before, Window open, Instant now) {
        double elapsed = (double) Duration.between(open.start(), now).toMillis()
                / open.length().toMillis();
        double share = Math.max(0, Math.min(1, 1 - elapsed));
        Map<String, FieldSummary> fields = new HashMap<>(share >= 0.5 ? before.fields() : Map.of());
        fields.putAll(open.fields());
        Duration gap = Duration.ofMillis((long) (before.longestGap().toMillis() * share));
        return new Window(
                open.entity(),
                open.start(),
                open.length(),
                sum(before.severities(), open.severities(), share),
                sum(before.templates(), open.templates(), share),
                sum(before.values(), open.values(), share),
                sum(before.exceptions(), open.exceptions(), share),
                fields,
                open.newTemplates() + (int) Math.round(share * before.newTemplates()),
                gap.compareTo(open.longestGap()) > 0 ? gap : open.longestGap());
    }

    private static <K> Map<K, Integer> sum(Map<K, Integer> before, Map<K, Integer> open, double share) {
        Map<K, Integer> sum = new HashMap<>(open);
        before.forEach((key, count) -> {
            int part = (int) Math.round(share * count);
            if (part > 0) {
                sum.merge(key, part, Integer::sum);
            }
        });
        return sum;
    }
}
