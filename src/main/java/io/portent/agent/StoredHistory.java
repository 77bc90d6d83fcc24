package io.portent.agent;

import io.portent.parse.Template;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.time.Instant;
import java.util.List;

/**
 * What the store holds of a span.
 *
 * @param windows each entity's in time order, under the ids they were counted with
 * @param told what the ids stand for
 */
record StoredHistory(TimeSpan span, List<Window> windows, List<Template> told) {
    static StoredHistory read(Store store, TimeSpan span) {
        List<Window> windows = store.windowReader().list(span);
        if (windows.isEmpty()) {
            throw new NotEnoughException("the store has no windows from " + span.from() + " until " + span.until()
                    + ": a running agent writes them, and agent backfill reads them from old logs");
        }
        List<Template> told = store.windowReader().templates().stream()
                .map(one -> new Template(one.id(), one.text()))
                .toList();
        return new StoredHistory(span, windows, told);
    }

    List<String> entities() {
        return windows.stream().map(Window::entity).distinct().toList();
    }

    /** The windows that ended in (from, until]. */
    List<Window> between(Instant from, Instant until) {
        return PickedWindows.where(
                windows, window -> window.end().isAfter(from) && !window.end().isAfter(until));
    }
}
