package io.portent.agent;

import io.portent.parse.Template;
import io.portent.pipeline.KnownTime;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of a span.
 *
 * @param windows each entity's in time order, under the ids they were counted with
 * @param told what the ids stand for
 */
record StoredHistory(TimeSpan span, List<Window> windows, List<Template> told) {
    /** Windows; an entity that speaks is heard at least that often. */
    private static final int LOOKED_BACK = 60;

    static StoredHistory read(Store store, TimeSpan span) {
        List<Window> windows = store.windowReader().list(span);
        if (windows.isEmpty()) {
            throw new NotEnoughException("the store has no windows from " + span.from() + " until " + span.until()
                    + ": a running agent writes them, and agent backfill reads them from old logs");
        }
        return new StoredHistory(span, windows, told(store.windowReader()));
    }

    /** What the ids in all windows of the store stand for; where several writers know one id, the first to tell it comes first. */
    static List<Template> told(WindowReader reader) {
        return reader.templates().stream()
                .map(one -> new Template(one.id(), one.text()))
                .toList();
    }

    /** What may be learnt from and scored on: the same without the silence after the last event. */
    StoredHistory known() {
        return new StoredHistory(span, KnownTime.of(windows), told);
    }

    /** From the first window in the store to the last one with an event; null where there is none such. */
    static @Nullable TimeSpan held(Store store, Duration windowLength) {
        List<WindowReader.Extent> extents = new ArrayList<>(store.windowReader().extents());
        extents.sort(Comparator.comparing(WindowReader.Extent::last).reversed());
        Instant first = null;
        Instant heard = null;
        for (WindowReader.Extent extent : extents) {
            first = Extent.earlier(first, extent.first());
            if (heard == null || extent.last().plus(windowLength).isAfter(heard)) {
                Instant own = heard(store.windowReader(), extent, windowLength);
                heard = own == null ? heard : Extent.later(heard, own);
            }
        }
        return first == null || heard == null ? null : new TimeSpan(first, heard);
    }

    /** Looks back from the end in pieces, each longer than the one before: mostly the first has an event. */
    private static @Nullable Instant heard(WindowReader reader, WindowReader.Extent extent, Duration windowLength) {
        Instant until = extent.last().plus(windowLength);
        for (Duration back = windowLength.multipliedBy(LOOKED_BACK);
                until.isAfter(extent.first());
                back = back.multipliedBy(2)) {
            Instant[] heard = {null};
            reader.windows(extent.entity(), new TimeSpan(until.minus(back), until), window -> {
                heard[0] = window.events() > 0 ? window.end() : heard[0];
            });
            if (heard[0] != null) {
                return heard[0];
            }
            until = until.minus(back);
        }
        return null;
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
