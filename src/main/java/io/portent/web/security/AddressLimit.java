package io.portent.web.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket for each address. Of IPv6 the first half counts: one machine has all of the other. Thread-safe.
 *
 * <p>So many addresses are remembered, those that were heard last. One that is forgotten begins anew; whoever has that many addresses
 * is not held by any limit per address.
 */
public final class AddressLimit {
    private static final int IPV6_NETWORK_BYTES = 8;

    private final int burst;
    private final Duration interval;
    private final int most;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param burst so many at once
     * @param interval after which there is one more
     * @param most addresses are remembered
     */
    public AddressLimit(int burst, Duration interval, int most) {
        this.burst = burst;
        this.interval = interval;
        this.most = most;
    }

    /** Whether there is one left; takes none. */
    public synchronized boolean has(InetAddress address, long now) {
        TokenBucket bucket = buckets.get(network(address));
        return bucket == null || bucket.has(now);
    }

    /** Takes one, if there is one left. */
    public synchronized boolean take(InetAddress address, long now) {
        TokenBucket bucket = buckets.computeIfAbsent(network(address), any -> new TokenBucket(burst, interval));
        if (buckets.size() > most) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return bucket.take(now);
    }

    synchronized int remembered() {
        return buckets.size();
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return Arrays.toString(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }
}
