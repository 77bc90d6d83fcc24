package io.portent.pipeline;

import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What may be learnt from and asked about: each entity's windows up to its last event.
 *
 * <pre>
 *   . .  3 1 . . . 2 . . . . . .       events of each minute
 *        |---- known ----|             a silence that an event ends was one; what comes after the last event may be
 *                                      silence, or a log that nobody writes or reads any more
 * </pre>
 *
 * <p>A running agent sees and stores silence while it lasts; see RATIONALE, "Silence is known once it has ended".
 */
public final class KnownTime {
    private KnownTime() {}

    /** @param windows each entity's in time order */
    public static List<Window> of(List<Window> windows) {
        Map<String, Instant> heard = new HashMap<>();
        for (Window window : windows) {
            if (window.events() > 0) {
                heard.put(window.entity(), window.end());
            }
        }
        return PickedWindows.where(
                windows, window -> !window.end().isAfter(heard.getOrDefault(window.entity(), Instant.MIN)));
    }
}
