package io.portent.agent;

import io.portent.metrics.StoreMeter;
import io.portent.store.Checkpoint;
import io.portent.store.ForecastJournal;
import io.portent.store.OutcomeLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the store, within bounds. Thread-safe; whoever adds never waits.
 *
 * <p>Beyond {@value #MOST_WINDOWS} windows all that wait are given up: one checkpoint that is missing would leave a hole. From
 * then on checkpoints are passed over until somebody has resumed from where the store stands. Of the journal the oldest entries
 * are given up, and counted.
 */
final class Backlog {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    static final int MOST_WINDOWS = 50_000;
    static final int MOST_JOURNALLED = 20_000;

    private final StoreMeter meter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<ForecastJournal.Entry> forecasts = new ArrayList<>();
    private final List<OutcomeLog.Outcome> outcomes = new ArrayList<>();
    private @Nullable Checkpoint waiting;
    /** Windows that are being written. */
    private int taken;

    private boolean behind;
    private boolean closed;

    Backlog(StoreMeter meter) {
        this.meter = meter;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            meter.pending(taken + (waiting == null ? 0 : waiting.windows().size()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Joined with what waits still. */
    void add(Checkpoint next) {
        locked(() -> {
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
        });
    }

    void addForecasts(List<ForecastJournal.Entry> made) {
        locked(() -> {
            forecasts.addAll(made);
            bound(forecasts);
        });
    }

    void addOutcome(OutcomeLog.Outcome settled) {
        locked(() -> {
            outcomes.add(settled);
            bound(outcomes);
        });
    }

    private void bound(List<?> journalled) {
        int tooMany = journalled.size() - MOST_JOURNALLED;
        if (tooMany > 0) {
            journalled.subList(0, tooMany).clear();
            meter.dropped(tooMany);
        }
    }

    /** What is added would leave a hole: it is passed over, until somebody has resumed from the store. */
    void fallBehind() {
        locked(() -> {
            waiting = null;
            behind = true;
        });
    }

    /** What is added from now on continues the store. */
    void caughtUp() {
        locked(() -> {
            waiting = null;
            behind = false;
        });
    }

    boolean behind() {
        lock.lock();
        try {
            return behind;
        } finally {
            lock.unlock();
        }
    }

    /** All windows that wait, as one checkpoint; null if there are none. They count as waiting until they are stored. */
    @Nullable
    Checkpoint takeCheckpoint() {
        lock.lock();
        try {
            Checkpoint all = waiting;
            waiting = null;
            taken = all == null ? 0 : all.windows().size();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** What was taken is stored. */
    void stored() {
        locked(() -> taken = 0);
    }

    /** What was taken could not be stored: it comes before what has been added since, unless all is to be read again. */
    void giveBack(Checkpoint unwritten) {
        locked(() -> {
            taken = 0;
            Checkpoint since = waiting;
            waiting = behind ? null : since == null ? unwritten : unwritten.then(since);
        });
    }

    List<ForecastJournal.Entry> takeForecasts() {
        return all(forecasts);
    }

    List<OutcomeLog.Outcome> takeOutcomes() {
        return all(outcomes);
    }

    private <T> List<T> all(List<T> from) {
        lock.lock();
        try {
            List<T> all = List.copyOf(from);
            from.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    void giveBackForecasts(List<ForecastJournal.Entry> unwritten) {
        giveBack(forecasts, unwritten);
    }

    void giveBackOutcomes(List<OutcomeLog.Outcome> unwritten) {
        giveBack(outcomes, unwritten);
    }

    private <T> void giveBack(List<T> to, List<T> unwritten) {
        locked(() -> {
            to.addAll(0, unwritten);
            bound(to);
        });
    }

    private boolean empty() {
        return waiting == null && forecasts.isEmpty() && outcomes.isEmpty();
    }

    /** Until there is something to store. False when closed and nothing waits. */
    boolean await() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && empty()) {
                changed.await();
            }
            return !empty();
        } finally {
            lock.unlock();
        }
    }

    /** For so long, or until closed. False when closed: there is no time for another try. */
    boolean pause(Duration length) throws InterruptedException {
        lock.lock();
        try {
            long left = length.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        locked(() -> closed = true);
    }
}
