package io.portent.cli;

import io.portent.store.TimeSpan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --since} and {@code --until} of verbs that look at labels. */
final class StoreSpan {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From here on: 2026-03-02, 2026-03-02T14:00:00Z, or a duration back from now such as 7d.")
    @Nullable
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Until here, written likewise; not included.")
    @Nullable
    String until;

    boolean isGiven() {
        return since != null || until != null;
    }

    /** From the beginning to the end of time where nothing is given. */
    TimeSpan of(Instant now) {
        TimeRange range = new TimeRange(since, until);
        Instant from = range.since(now);
        Instant to = range.until(now);
        Instant begin = from == null ? TimeSpan.ALL.from() : from;
        Instant end = to == null ? TimeSpan.ALL.until() : to;
        if (!begin.isBefore(end)) {
            throw new WrongUsageException("--since must be before --until, was " + begin + " and " + end);
        }
        return new TimeSpan(begin, end);
    }
}
