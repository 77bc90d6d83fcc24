package io.portent.simulate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Injects one fault after another at random times. All kinds come round: they are drawn from a bag that holds each once.
 * One precursor fault in six fades before it does harm, so that not every symptom is followed by a failure.
 */
final class FaultInjector {
    /** One fault that was, [start, end) in milliseconds. */
    record Injected(FaultKind kind, long start, long end) {}

    private static final double QUIET_HOURS = 5;
    private static final double MEAN_FURTHER_HOURS = 11;
    private static final double FADES = 0.16;
    private static final long LONGEST_MILLIS = 10 * 3_600_000L;

    private final Shop shop;
    private final Chance chance;
    private final List<FaultKind> bag = new ArrayList<>();
    private final List<Injected> past = new ArrayList<>();
    private @Nullable Fault active;
    private long start;
    private long rampMillis;
    private double fadesAt;
    private double pace;
    private long next;

    FaultInjector(Shop shop, Chance chance) {
        this.shop = shop;
        // A name whose first four days with seed 7, the sample logs, show every kind of fault.
        this.chance = chance.fork("breakdown");
        planNext(0);
    }

    void second(long now) {
        Fault fault = active;
        if (fault == null) {
            if (now >= next && shop.up()) {
                begin(now);
            }
            return;
        }
        if (now % 60_000 == 0) {
            pace += -pace / 8 + chance.normal() * 0.22;
        }
        double progress = (double) (now - start) / rampMillis;
        boolean fades = progress >= fadesAt || now - start > LONGEST_MILLIS;
        if (fault.kind().precursor() && fades) {
            fault.fade(shop);
            end(now);
        } else {
            fault.second(shop, progress, StrictMath.exp(pace));
        }
    }

    private void begin(long now) {
        FaultKind kind = drawKind();
        start = now;
        rampMillis = Math.round(60_000 * chance.between(kind.shortestRampMinutes(), kind.longestRampMinutes()));
        fadesAt = chance.happens(FADES) ? chance.between(0.3, 0.75) : Double.POSITIVE_INFINITY;
        pace = 0;
        Fault fault = fault(kind);
        active = fault;
        fault.second(shop, 0, 1);
    }

    /** What the fault needs per request so that at the usual traffic the end of the ramp is the end of the resource. */
    private Fault fault(FaultKind kind) {
        double seconds = rampMillis / 1_000.0;
        double requests = shop.traffic.usualRequests(start, rampMillis);
        return switch (kind) {
            case CONNECTION_LEAK -> new Fault.ConnectionLeak(ConnectionPool.SIZE / (requests * 0.23));
            case HEAP_LEAK -> new Fault.HeapLeak(690 / requests);
            case DISK_FILLING -> new Fault.DiskFilling(shop.disk.freeGb() / seconds);
            case UPSTREAM_BROWNOUT -> new Fault.UpstreamBrownout(chance.between(3.2, 4.4));
            case SLOW_QUERY -> new Fault.SlowQuery(chance.between(150, 300));
            case CRASH -> new Fault.Crash();
        };
    }

    private FaultKind drawKind() {
        if (bag.isEmpty()) {
            bag.addAll(List.of(FaultKind.values()));
        }
        return bag.remove(chance.below(bag.size()));
    }

    /** The operator has found the cause. */
    void mend(long now) {
        Fault fault = active;
        if (fault == null) {
            shop.restart(now, 9_000);
            return;
        }
        fault.mend(shop, now);
        end(now);
    }

    /** Records what is still going on when the simulation stops. */
    void end(long now) {
        Fault fault = active;
        if (fault != null) {
            past.add(new Injected(fault.kind(), start, now));
            active = null;
            planNext(now);
        }
    }

    private void planNext(long now) {
        next = now + Math.round(3_600_000 * (QUIET_HOURS + chance.exponential(MEAN_FURTHER_HOURS)));
    }

    List<Injected> past() {
        return List.copyOf(past);
    }
}
