package io.portent.pipeline;

import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.time.Instant;
import java.util.List;

/**
 * What may be learnt from and asked about: windows up to the last event of any entity.
 *
 * <pre>
 *   shop   . 3 1 . . . 2 . . . . . .       events of each minute
 *   cart   1 . . . . . . . 1 . . . .
 *          |---- known ----|               while anybody is heard, the others are known to be silent; behind the last
 *                                          event there may be silence, or logs that nobody writes or reads any more
 * </pre>
 *
 * <p>A running agent sees and stores silence while it lasts; see RATIONALE, "Silence is known once it has ended".
 */
public final class KnownTime {
    private KnownTime() {}

    /** @param windows each entity's in time order */
    public static List<Window> of(List<Window> windows) {
        Instant heard = Instant.MIN;
        for (Window window : windows) {
            if (window.events() > 0 && window.end().isAfter(heard)) {
                heard = window.end();
            }
        }
        Instant last = heard;
        return PickedWindows.where(windows, window -> !window.end().isAfter(last));
    }
}
