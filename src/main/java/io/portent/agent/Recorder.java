package io.portent.agent;

import io.portent.metrics.StoreMeter;
import io.portent.store.Checkpoint;
import io.portent.store.ForecastJournal;
import io.portent.store.Housekeeping;
import io.portent.store.OutcomeLog;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the agent must remember, on a thread of its own: a store that is slow, full or gone delays no forecast. What
 * it could not write waits in the {@link Backlog} and is tried again; what is wrong is said once, and counted
 * ({@link StoreTrouble}). Thread-safe.
 *
 * <p>A store that cannot be used until somebody has mended it is closed and opened anew for each try, so that what was mended or
 * put in its place is seen. If that is not where this agent had come to, or too many windows wait, {@link #behind()} says
 * that the logs must be read again from where the store stands: nothing is lost as long as they are there. One that anybody
 * found damaged is written to only when it has passed its check.
 */
final class Recorder implements AutoCloseable {
    static final int MOST_WINDOWS = Backlog.MOST_WINDOWS;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final Duration LAST_TRY = Duration.ofSeconds(5);
    /** A check reads all of the store: no more than a tenth of the time is spent on it. */
    private static final int PAUSES_PER_CHECK = 10;

    private final Supplier<Store> opening;
    private final Duration betweenTries;
    private final Backlog backlog;
    private final Keeping keeping;
    private final Pruning pruning;
    private final StoreTrouble trouble;
    private final Thread thread = new Thread(this::work, "store");
    private volatile @Nullable Opened opened;
    private volatile boolean doubtful;
    private boolean started;

    /** @param watched for all but the store's thread, which tells of its failures itself */
    private record Opened(Store store, Store watched) {}

    /** @param opening opens the configured store; called until it succeeds */
    Recorder(Supplier<Store> opening, Housekeeping.Retention retention, StoreMeter meter, InstantSource clock) {
        this(opening, retention, meter, clock, BETWEEN_TRIES);
    }

    /** For tests, which have less patience. */
    Recorder(
            Supplier<Store> opening,
            Housekeeping.Retention retention,
            StoreMeter meter,
            InstantSource clock,
            Duration betweenTries) {
        this.opening = opening;
        this.betweenTries = betweenTries;
        this.backlog = new Backlog(meter);
        this.trouble = new StoreTrouble(meter, betweenTries);
        this.keeping = new Keeping(backlog, trouble::count);
        this.pruning = new Pruning(retention, clock, System::nanoTime);
    }

    /** Opens the store, if it can be, and begins to write. */
    void start() {
        if (!tried(this::open)) {
            backlog.fallBehind();
        }
        started = true;
        thread.setDaemon(true);
        thread.start();
    }

    /** The open store; null while there is none. It may be closed by the time that it is used. */
    @Nullable
    Store store() {
        Opened now = opened;
        return now == null ? null : now.watched();
    }

    /** Whether windows were given up, or the store was not there at the start: only who resumes from it may write to it. */
    boolean behind() {
        return backlog.behind() && opened != null;
    }

    /** Nobody could resume from the store, although it is open: what is given would leave a hole in it. */
    void lost() {
        backlog.fallBehind();
    }

    /** Somebody has resumed from the store: what is given from now on continues it. */
    void caughtUp() {
        backlog.caughtUp();
    }

    void checkpoint(Checkpoint next) {
        backlog.add(next);
    }

    void forecasts(List<ForecastJournal.Entry> made) {
        backlog.addForecasts(made);
    }

    void outcome(OutcomeLog.Outcome settled) {
        backlog.addOutcome(settled);
    }

    void use(Housekeeping.Retention next) {
        pruning.use(next);
    }

    private void work() {
        try {
            while (opened == null || backlog.await()) {
                long began = System.nanoTime();
                if (!tried(this::write) && !backlog.pause(pause(System.nanoTime() - began))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause(long nanosOfTry) {
        Duration tenfold = Duration.ofNanos(nanosOfTry).multipliedBy(PAUSES_PER_CHECK);
        return doubtful && tenfold.compareTo(betweenTries) > 0 ? tenfold : betweenTries;
    }

    private boolean tried(Runnable work) {
        try {
            work.run();
            return true;
        } catch (StoreException e) {
            trouble.met(e);
            doubt(e);
            if (!e.retryHelps() && e.problem() != Problem.CONFLICT) {
                shut();
            }
            return false;
        } catch (RuntimeException defect) {
            trouble.defect(defect);
            return false;
        }
    }

    /** Somebody else has met it. */
    private void heard(StoreException failure) {
        trouble.count(failure);
        doubt(failure);
    }

    private void doubt(StoreException failure) {
        if (failure.problem() == Problem.CORRUPT) {
            doubtful = true;
        }
    }

    private void write() {
        Store store = open();
        makeSure(store);
        keeping.writeTo(store);
        pruning.pruneIfDue(store);
        trouble.over();
    }

    private void makeSure(Store store) {
        if (doubtful) {
            store.check();
            doubtful = false;
        }
    }

    private Store open() {
        Opened before = opened;
        if (before != null) {
            return before.store();
        }
        Store store = opening.get();
        try {
            makeSure(store);
            if (started && !backlog.behind() && !keeping.continues(store)) {
                backlog.fallBehind();
            }
        } catch (RuntimeException unusable) {
            store.close();
            throw unusable;
        }
        opened = new Opened(store, WatchedStore.of(store, this::heard));
        return store;
    }

    private void shut() {
        Opened before = opened;
        opened = null;
        if (before != null) {
            before.store().close();
        }
    }

    /** Writes what waits, if the store lets it, and closes it. */
    @Override
    public void close() {
        backlog.close();
        try {
            thread.join(LAST_TRY.toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shut();
    }
}
