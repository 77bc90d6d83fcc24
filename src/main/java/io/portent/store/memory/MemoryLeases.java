package io.portent.store.memory;

import io.portent.store.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thread-safe. */
final class MemoryLeases implements Leases {
    private final Map<String, Lease> held = new HashMap<>();
    private long lastToken;

    @Override
    public synchronized @Nullable Lease acquire(String name, String owner, Instant now, Duration validity) {
        Lease there = held.get(name);
        if (there != null && !there.over(now, validity)) {
            return null;
        }
        Lease lease = new Lease(name, owner, ++lastToken, Lease.end(now, validity));
        held.put(name, lease);
        return lease;
    }

    @Override
    public synchronized @Nullable Lease renew(Lease lease, Instant now, Duration validity) {
        Lease there = held.get(lease.name());
        if (there == null || there.token() != lease.token()) {
            return null;
        }
        Lease renewed = new Lease(lease.name(), lease.owner(), lease.token(), Lease.end(now, validity));
        held.put(lease.name(), renewed);
        return renewed;
    }

    @Override
    public synchronized boolean release(Lease lease) {
        Lease there = held.get(lease.name());
        return there != null && there.token() == lease.token() && held.remove(lease.name()) != null;
    }

    @Override
    public synchronized @Nullable Lease holder(String name, Instant now) {
        Lease there = held.get(name);
        return there == null || !there.until().isAfter(now) ? null : there;
    }
}
