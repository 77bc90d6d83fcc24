package io.portent.config;

import java.time.Duration;
import java.util.regex.Pattern;

/** Where history is kept, and for how long. */
public record StoreConfig(String url, Duration retention) {
    static final Pattern URL = Pattern.compile("jdbc:(sqlite|postgresql):\\S+");

    public StoreConfig {
        if (!URL.matcher(url).matches()) {
            // Not quoted: a PostgreSQL URL may carry a password.
            throw new IllegalArgumentException("store.url must match " + URL);
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("store.retention must be > 0, was " + retention);
        }
    }
}
