package io.portent.agent;

import io.portent.window.LastLength;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.List;

/** A data window that reaches up to now: those that are closed, those that wait for late events, and of the one that goes on the last length. */
final class OpenWindows {
    private OpenWindows() {}

    /**
     * @param closed oldest first, without a hole; some of those that were open may be among them by now
     * @return as many as the data window has; none where there are too few, or there is a hole
     */
    static List<Window> with(List<Window> closed, AtOnce.Asked asked, int dataWindow) {
        List<Window> all = new ArrayList<>(closed);
        for (Window window : asked.open()) {
            boolean goesOn = asked.time().isBefore(window.end());
            if (all.isEmpty() || window.start().isAfter(all.get(all.size() - 1).end())) {
                return List.of();
            }
            Window last = all.get(all.size() - 1);
            if (window.start().equals(last.end())) {
                all.add(goesOn ? LastLength.of(last, window, asked.time()) : window);
            }
        }
        boolean reaches =
                !all.isEmpty() && asked.time().isBefore(all.get(all.size() - 1).end());
        return reaches && all.size() >= dataWindow ? all.subList(all.size() - dataWindow, all.size()) : List.of();
    }
}
