package io.portent.agent;

import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When an entity had last said anything, at any time of a history. Eight bytes for each window that has an event. */
final class LastHeard {
    private final Map<String, long[]> ends = new HashMap<>();

    /** @param windows each entity's in time order */
    LastHeard(List<Window> windows) {
        Map<String, List<Long>> heard = new HashMap<>();
        for (Window window : windows) {
            if (window.events() > 0) {
                heard.computeIfAbsent(window.entity(), entity -> new ArrayList<>())
                        .add(window.end().toEpochMilli());
            }
        }
        heard.forEach((entity, times) ->
                ends.put(entity, times.stream().mapToLong(Long::longValue).toArray()));
    }

    /** End of the last window with an event that ended at or before the time; null where there is none. */
    @Nullable
    Instant at(String entity, Instant time) {
        long[] times = ends.getOrDefault(entity, new long[0]);
        int at = Arrays.binarySearch(times, time.toEpochMilli());
        int last = at >= 0 ? at : -at - 2;
        return last < 0 ? null : Instant.ofEpochMilli(times[last]);
    }
}
