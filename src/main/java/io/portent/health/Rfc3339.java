package io.portent.health;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times of health as people and other systems write them, cut to the millisecond, which is what a time line and a store know. */
public final class Rfc3339 {
    private Rfc3339() {}

    /** Null where it is no time with a zone in the years 0 to 9999. */
    public static @Nullable Instant time(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            boolean plausible = time.getYear() >= 0 && time.getYear() <= 9999;
            return plausible ? time.toInstant().truncatedTo(ChronoUnit.MILLIS) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
