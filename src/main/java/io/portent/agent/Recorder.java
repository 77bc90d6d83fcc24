package io.portent.agent;

import io.portent.metrics.StoreMeter;
import io.portent.store.Checkpoint;
import io.portent.store.ForecastJournal;
import io.portent.store.Housekeeping;
import io.portent.store.OutcomeLog;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the agent must remember, on a thread of its own: a store that is slow, full or gone delays no forecast. What
 * it could not write waits and is tried again; what is wrong is said once, and counted. Thread-safe.
 *
 * <p>At most {@value #MOST_WINDOWS} windows wait. Beyond that all that wait are given up, and {@link #behind()} says that
 * the logs must be read again from where the store stands: nothing is lost as long as they are there.
 */
final class Recorder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    static final int MOST_WINDOWS = 50_000;
    static final int MOST_FORECASTS = 20_000;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);
    private static final Duration LAST_TRY = Duration.ofSeconds(5);

    private final Supplier<Store> opening;
    private final Housekeeping.Retention retention;
    private final StoreMeter meter;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = new Thread(this::work, "store");
    private final List<ForecastJournal.Entry> forecasts = new ArrayList<>();
    private final List<OutcomeLog.Outcome> outcomes = new ArrayList<>();
    private @Nullable Checkpoint waiting;
    private volatile @Nullable Store store;
    private volatile boolean behind;
    private boolean closed;
    private StoreException.@Nullable Problem said;
    private @Nullable Instant pruned;
    private boolean conflict;

    /** @param opening opens the configured store; called until it succeeds */
    Recorder(Supplier<Store> opening, Housekeeping.Retention retention, StoreMeter meter, InstantSource clock) {
        this.opening = opening;
        this.retention = retention;
        this.meter = meter;
        this.clock = clock;
    }

    /** Opens the store, if it can be, and begins to write. */
    void start() {
        behind = !opened();
        thread.setDaemon(true);
        thread.start();
    }

    /** The open store; null while there is none. */
    @Nullable
    Store store() {
        return store;
    }

    /** Whether windows were given up, or the store was not there at the start: only who resumes from it may write to it. */
    boolean behind() {
        return behind && store != null;
    }

    /** Nobody could resume from the store, although it is open: what is given would leave a hole in it. */
    void lost() {
        behind = true;
    }

    /** Somebody has resumed from the store: what is given from now on continues it. */
    void caughtUp() {
        lock.lock();
        try {
            waiting = null;
            behind = false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes it over; joined with one that waits still. */
    void checkpoint(Checkpoint next) {
        lock.lock();
        try {
            if (behind) {
                return;
            }
            Checkpoint before = waiting;
            waiting = before == null ? next : before.then(next);
            if (waiting.windows().size() > MOST_WINDOWS) {
                log.error(
                        "{} windows wait for the store: they are given up, and read again once it is back",
                        MOST_WINDOWS);
                waiting = null;
                behind = true;
            }
            tellWaiting();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes them over; the oldest are given up where too many wait. */
    void forecasts(List<ForecastJournal.Entry> made) {
        lock.lock();
        try {
            forecasts.addAll(made);
            if (forecasts.size() > MOST_FORECASTS) {
                forecasts.subList(0, forecasts.size() - MOST_FORECASTS).clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void outcome(OutcomeLog.Outcome settled) {
        lock.lock();
        try {
            outcomes.add(settled);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void tellWaiting() {
        meter.pending(waiting == null ? 0 : waiting.windows().size());
    }

    private void work() {
        try {
            while (awaitWork()) {
                if (!(opened() && written()) && !pause()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when closed and nothing waits. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && waiting == null && forecasts.isEmpty() && outcomes.isEmpty() && store != null) {
                changed.await();
            }
            return !closed || waiting != null || !forecasts.isEmpty() || !outcomes.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** False when closed: there is no time for another try. */
    private boolean pause() throws InterruptedException {
        lock.lock();
        try {
            long left = BETWEEN_TRIES.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean opened() {
        if (store != null) {
            return true;
        }
        try {
            store = opening.get();
            recovered();
            return true;
        } catch (StoreException e) {
            failed(e);
            return false;
        }
    }

    private boolean written() {
        Store to = store;
        if (to == null) {
            return false;
        }
        try {
            writeWindows(to);
            writeJournal(to);
            prune(to);
            recovered();
            return true;
        } catch (StoreException e) {
            failed(e);
            return false;
        }
    }

    private void writeWindows(Store to) {
        Checkpoint taken;
        lock.lock();
        try {
            taken = waiting;
            waiting = null;
        } finally {
            lock.unlock();
        }
        if (taken == null) {
            return;
        }
        try {
            commit(to, taken);
        } catch (StoreException e) {
            giveBack(taken);
            throw e;
        }
        lock.lock();
        try {
            tellWaiting();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Checkpoint taken) {
        lock.lock();
        try {
            Checkpoint since = waiting;
            waiting = since == null ? taken : taken.then(since);
        } finally {
            lock.unlock();
        }
    }

    /** What stands in the store stays: a backfill may have counted the same minutes from the same lines. */
    private void commit(Store to, Checkpoint all) {
        try {
            to.windowWriter().commit(all);
        } catch (StoreException e) {
            if (e.problem() != StoreException.Problem.CONFLICT) {
                throw e;
            }
            List<Window> missing = missing(to, all.windows());
            if (!conflict) {
                log.warn(
                        "windows that another has counted stay as they are, if from the same lines all is well: {}",
                        e.getMessage());
            }
            conflict = true;
            to.windowWriter().commit(all.withWindows(missing));
        }
    }

    private static List<Window> missing(Store to, List<Window> windows) {
        Instant from =
                windows.stream().map(Window::start).min(Instant::compareTo).orElseThrow();
        Instant until =
                windows.stream().map(Window::end).max(Instant::compareTo).orElseThrow();
        Set<List<Object>> there = new HashSet<>();
        to.windowReader()
                .windows(null, new TimeSpan(from, until), one -> there.add(List.of(one.entity(), one.start())));
        return windows.stream()
                .filter(window -> !there.contains(List.of(window.entity(), window.start())))
                .toList();
    }

    private void writeJournal(Store to) {
        List<ForecastJournal.Entry> made = taken(forecasts);
        List<OutcomeLog.Outcome> settled = taken(outcomes);
        try {
            if (!made.isEmpty()) {
                to.forecasts().record(made);
                made = List.of();
            }
            if (!settled.isEmpty()) {
                to.outcomes().record(settled);
                settled = List.of();
            }
        } finally {
            giveBack(forecasts, made);
            giveBack(outcomes, settled);
        }
    }

    private <T> List<T> taken(List<T> from) {
        lock.lock();
        try {
            List<T> all = List.copyOf(from);
            from.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private <T> void giveBack(List<T> to, List<T> unwritten) {
        lock.lock();
        try {
            to.addAll(0, unwritten);
        } finally {
            lock.unlock();
        }
    }

    private void prune(Store to) {
        Instant now = clock.instant();
        Instant last = pruned;
        if (last == null || !now.isBefore(last.plus(BETWEEN_PRUNINGS)) || now.isBefore(last)) {
            pruned = now;
            to.housekeeping().prune(retention, sober(to, now));
        }
    }

    /** A clock that has jumped ahead must not make all history old: it counts as a day ahead of the windows at most. */
    private static Instant sober(Store to, Instant now) {
        Instant newest = to.windowReader().extents().stream()
                .map(WindowReader.Extent::last)
                .max(Instant::compareTo)
                .orElse(now);
        Instant ahead = newest.plus(Duration.ofDays(1));
        return now.isAfter(ahead) ? ahead : now;
    }

    /** As metrics name it. */
    static String label(StoreException.Problem problem) {
        return problem.name().toLowerCase(Locale.ROOT);
    }

    private void failed(StoreException e) {
        meter.failed(label(e.problem()));
        if (e.problem() != said) {
            said = e.problem();
            log.error(
                    "the store fails, forecasts go on, tried again every {} s: {}",
                    BETWEEN_TRIES.toSeconds(),
                    e.getMessage());
        }
    }

    private void recovered() {
        if (said != null) {
            said = null;
            log.info("the store works again");
        }
    }

    /** Writes what waits, if the store lets it, and closes it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(LAST_TRY.toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Store open = store;
        if (open != null) {
            open.close();
        }
    }
}
