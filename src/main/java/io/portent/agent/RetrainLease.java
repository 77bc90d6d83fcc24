package io.portent.agent;

import io.portent.store.Leases;
import io.portent.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The right to retrain, renewed by a thread of its own while the work goes on: a step of training may take longer than the
 * lease lasts. It lasts a minute, and so long a killed run keeps the next one waiting. Thread-safe.
 */
final class RetrainLease implements AutoCloseable {
    private static final String NAME = "retrain";
    static final Duration VALIDITY = Duration.ofMinutes(1);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(15);

    private final Leases leases;
    private final InstantSource clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "lease"));
    private Leases.@Nullable Lease lease;

    private RetrainLease(Leases leases, Leases.Lease lease, InstantSource clock) {
        this.leases = leases;
        this.lease = lease;
        this.clock = clock;
    }

    /** @throws HeldException if somebody has it */
    static RetrainLease take(Leases leases, String who, InstantSource clock) {
        Leases.Lease taken = leases.acquire(NAME, who, clock.instant(), VALIDITY);
        if (taken == null) {
            Leases.Lease holder = leases.holder(NAME, clock.instant());
            throw new HeldException("another retrain is under way, one runs at a time"
                    + (holder == null ? "" : ": " + holder.owner() + " holds it until at least " + holder.until()));
        }
        RetrainLease held = new RetrainLease(leases, taken, clock);
        long seconds = BETWEEN_RENEWALS.toSeconds();
        Future<?> unused = held.thread.scheduleAtFixedRate(held::renewQuietly, seconds, seconds, TimeUnit.SECONDS);
        return held;
    }

    /** A store that does not answer for a while loses nothing: the lease may outlast it, and the next try tells. */
    private void renewQuietly() {
        try {
            renew();
        } catch (StoreException e) {
            return;
        }
    }

    /** Returns false when it is held no longer. */
    synchronized boolean renew() {
        lease = lease == null ? null : leases.renew(lease, clock.instant(), VALIDITY);
        return lease != null;
    }

    /** Whether somebody else may have it by now. */
    synchronized boolean lost() {
        Instant now = clock.instant();
        return lease == null || lease.until().isBefore(now);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (this) {
            if (lease != null) {
                leases.release(lease);
                lease = null;
            }
        }
    }
}
