package io.portent.web.security;

import java.time.Duration;

/** How often all clients together may ask. Thread-safe. */
public final class RequestRate {
    private final TokenBucket bucket;

    public RequestRate(int burst, Duration interval) {
        this.bucket = new TokenBucket(burst, interval);
    }

    public synchronized boolean take(long now) {
        return bucket.take(now);
    }
}
