package io.portent.agent;

import io.portent.store.Checkpoint;
import io.portent.store.ForecastJournal;
import io.portent.store.OutcomeLog;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.store.WindowWriter;
import io.portent.window.Window;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits to a store, each kind in a transaction of its own; what could not be written waits again. Not thread-safe;
 * owned by the store's thread.
 */
final class Keeping {
    private static final Logger log = LoggerFactory.getLogger(Keeping.class);

    private final Backlog backlog;
    private final Consumer<StoreException> refusals;
    private @Nullable Checkpoint last;
    private boolean conflict;

    /** @param refusals told of windows that were left out because another writer has them */
    Keeping(Backlog backlog, Consumer<StoreException> refusals) {
        this.backlog = backlog;
        this.refusals = refusals;
    }

    /** @throws StoreException if not all of it could be written */
    void writeTo(Store store) {
        writeWindows(store);
        writeForecasts(store);
        writeOutcomes(store);
    }

    private void writeWindows(Store store) {
        Checkpoint taken = backlog.takeCheckpoint();
        if (taken == null) {
            return;
        }
        try {
            commit(store, taken);
        } catch (RuntimeException e) {
            backlog.giveBack(taken);
            throw e;
        }
        last = new Checkpoint(taken.writer(), List.of(), List.of(), taken.positions(), taken.memos());
        backlog.stored();
    }

    /** What stands in the store stays: a backfill may have counted the same minutes from the same lines. */
    private void commit(Store store, Checkpoint all) {
        try {
            store.windowWriter().commit(all);
        } catch (StoreException e) {
            if (e.problem() != StoreException.Problem.CONFLICT) {
                throw e;
            }
            refusals.accept(e);
            List<Window> missing = missing(store, all.windows());
            if (!conflict) {
                log.warn(
                        "windows that another has counted stay as they are, if from the same lines all is well: {}",
                        e.getMessage());
            }
            conflict = true;
            store.windowWriter().commit(all.withWindows(missing));
        }
    }

    private static List<Window> missing(Store store, List<Window> windows) {
        Instant from =
                windows.stream().map(Window::start).min(Instant::compareTo).orElseThrow();
        Instant until =
                windows.stream().map(Window::end).max(Instant::compareTo).orElseThrow();
        Set<List<Object>> there = new HashSet<>();
        store.windowReader()
                .windows(null, new TimeSpan(from, until), one -> there.add(List.of(one.entity(), one.start())));
        return windows.stream()
                .filter(window -> !there.contains(List.of(window.entity(), window.start())))
                .toList();
    }

    private void writeForecasts(Store store) {
        List<ForecastJournal.Entry> made = backlog.takeForecasts();
        if (made.isEmpty()) {
            return;
        }
        try {
            store.forecasts().record(made);
        } catch (RuntimeException e) {
            backlog.giveBackForecasts(made);
            throw e;
        }
    }

    private void writeOutcomes(Store store) {
        List<OutcomeLog.Outcome> settled = backlog.takeOutcomes();
        if (settled.isEmpty()) {
            return;
        }
        try {
            store.outcomes().record(settled);
        } catch (RuntimeException e) {
            backlog.giveBackOutcomes(settled);
            throw e;
        }
    }

    /** Whether a store that has been opened again is the one that was written to last, and has all that it acknowledged. */
    boolean continues(Store store) {
        Checkpoint written = last;
        if (written == null) {
            return false;
        }
        WindowWriter.Resume there = store.windowWriter().resume(written.writer());
        return there.memos().equals(written.memos())
                && Set.copyOf(there.positions()).equals(Set.copyOf(written.positions()));
    }
}
