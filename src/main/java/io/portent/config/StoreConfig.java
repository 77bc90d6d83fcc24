package io.portent.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where history is kept, and how much of it.
 *
 * @param maxSize in bytes; beyond it the oldest goes
 * @param writer under which name this agent keeps windows; the same after a restart, and no other agent's
 */
public record StoreConfig(String url, Duration retention, long maxSize, String writer) {
    static final Pattern URL = Pattern.compile("jdbc:(sqlite|postgresql):\\S+");

    public StoreConfig {
        if (!URL.matcher(url).matches()) {
            // Not quoted: a PostgreSQL URL may carry a password.
            throw new IllegalArgumentException("store.url must match " + URL);
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("store.retention must be > 0, was " + retention);
        }
        Key.STORE_MAX_SIZE.check(maxSize);
        if (writer.isBlank()) {
            throw new IllegalArgumentException("store.writer must not be blank");
        }
    }
}
