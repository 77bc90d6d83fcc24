package io.portent.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One at a time, across processes and machines: whoever holds a lease renews it well before it ends; if its holder dies, it
 * ends by itself.
 *
 * <p>Time is the caller's clock. A clock may be behind the holder's by the validity, and ahead of it by what is left of the
 * validity when it is renewed: three quarters, if that is done each quarter. Beyond that a held lease is taken, and its holder
 * learns so when it renews. One that claims to last longer than twice the validity asked for was written by a clock that has
 * since been set back, and counts as ended.
 */
public interface Leases {
    /** Null while somebody holds it, be it the same owner. */
    @Nullable
    Lease acquire(String name, String owner, Instant now, Duration validity);

    /** The same lease with a later end; null if it is held no longer: stop, and write nothing more. */
    @Nullable
    Lease renew(Lease lease, Instant now, Duration validity);

    /** Returns false if it was held no longer. */
    boolean release(Lease lease);

    /** Who holds it now; null if nobody does. */
    @Nullable
    Lease holder(String name, Instant now);

    /** @param token rises with every new holder */
    record Lease(String name, String owner, long token, Instant until) {
        public Lease {
            Limits.key("name", name);
            Limits.key("owner", owner);
        }

        /** Whether it may be taken by somebody who wants it for this long. */
        public boolean over(Instant now, Duration validity) {
            return !until.isAfter(now) || until.isAfter(now.plus(validity.multipliedBy(2)));
        }

        /** The end of a lease that begins now, in milliseconds as stores keep it. */
        public static Instant end(Instant now, Duration validity) {
            if (validity.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("validity must be >= 1s, was " + validity);
            }
            return Instant.ofEpochMilli(now.plus(validity).toEpochMilli());
        }
    }
}
