package io.portent.cli;

import io.portent.config.Durations;
import io.portent.health.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was given as {@code --since} and {@code --until}: a duration back from a reference time, a date (UTC midnight), or a full time.
 *
 * @param since null: not given
 * @param until null: not given
 */
record TimeRange(@Nullable String since, @Nullable String until) {
    /** Far enough from the ends of time for any duration. */
    private static final Instant REFERENCE = Instant.EPOCH;

    /** Finds what is wrong whatever the reference is, before that is looked for. */
    TimeRange check() {
        Instant from = since(REFERENCE);
        Instant to = until(REFERENCE);
        boolean sameKind = isDuration(since) == isDuration(until);
        if (from != null && to != null && sameKind && !from.isBefore(to)) {
            throw new WrongUsageException("--since must be before --until, was " + since + " and " + until);
        }
        return this;
    }

    /** Whether the reference must be known to resolve it. */
    boolean isRelative() {
        return isDuration(since) || isDuration(until);
    }

    private static boolean isDuration(@Nullable String text) {
        return text != null && text.matches("[0-9]+[a-z]+");
    }

    @Nullable
    Instant since(Instant reference) {
        return since == null ? null : resolve("--since", since, reference);
    }

    @Nullable
    Instant until(Instant reference) {
        return until == null ? null : resolve("--until", until, reference);
    }

    /** To the millisecond, which is what the store keeps. */
    static Instant resolve(String option, String text, Instant reference) {
        try {
            if (isDuration(text)) {
                return reference.minus(Durations.parse(text)).truncatedTo(ChronoUnit.MILLIS);
            }
            Instant time = Rfc3339.time(text);
            return time == null
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : time;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new WrongUsageException(
                    option + " must be a date, a time with a zone, or a duration like 30d, was '" + text + "'");
        }
    }
}
