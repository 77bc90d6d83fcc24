package io.portent.cli;

import io.portent.config.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --since} and {@code --until}: a duration back from a reference time, a date (UTC midnight), or a full time. */
final class TimeRange {
    /** Far enough from the ends of time for any duration. */
    private static final Instant REFERENCE = Instant.EPOCH;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "From here on: 2026-03-02, 2026-03-02T14:00:00Z, or a duration back (30d) from now or, where the"
                            + " logs end earlier, from their last event. Default: the beginning of the logs")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Until here, written likewise; not included. Default: the end of the logs")
    @Nullable
    String until;

    /** Finds what is wrong with the options whatever the logs hold, before they are read. */
    void check() {
        Instant from = since(REFERENCE);
        Instant to = until(REFERENCE);
        boolean sameKind = isDuration(since) == isDuration(until);
        if (from != null && to != null && sameKind && !from.isBefore(to)) {
            throw new WrongUsageException("--since must be before --until, was " + since + " and " + until);
        }
    }

    /** Whether the end of the logs must be known to resolve it. */
    boolean isRelative() {
        return isDuration(since) || isDuration(until);
    }

    private static boolean isDuration(@Nullable String text) {
        return text != null && text.matches("[0-9]+[a-z]+");
    }

    @Nullable
    Instant since(Instant end) {
        return since == null ? null : resolve("--since", since, end);
    }

    @Nullable
    Instant until(Instant end) {
        return until == null ? null : resolve("--until", until, end);
    }

    static Instant resolve(String option, String text, Instant end) {
        try {
            if (isDuration(text)) {
                return end.minus(Durations.parse(text));
            }
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new WrongUsageException(
                    option + " must be a date, a time with a zone, or a duration like 30d, was '" + text + "'");
        }
    }
}
