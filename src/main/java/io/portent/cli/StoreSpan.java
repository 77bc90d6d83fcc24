package io.portent.cli;

import io.portent.store.TimeSpan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --since} and {@code --until} of verbs that work on the store. */
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
        Instant from = since == null ? TimeSpan.ALL.from() : Times.of("--since", since, now);
        Instant to = until == null ? TimeSpan.ALL.until() : Times.of("--until", until, now);
        if (!from.isBefore(to)) {
            throw new WrongUsageException("--since must be before --until, was " + from + " and " + to);
        }
        return new TimeSpan(from, to);
    }
}
