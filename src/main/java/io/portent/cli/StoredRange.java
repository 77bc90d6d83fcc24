package io.portent.cli;

import io.portent.agent.Retraining;
import io.portent.config.AgentConfig;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --since} and {@code --until} over what the store holds. */
final class StoredRange {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "From here on: 2026-03-02, 2026-03-02T14:00:00Z, or a duration back (30d) from now or, where the"
                            + " store ends earlier, from its last event. Default: retrain.since")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Until here, written likewise; not included. Default: the end of what the store holds")
    @Nullable
    String until;

    /** The part of the store's time that was asked for, whole windows. */
    TimeSpan of(AgentConfig config, Store store, Instant now) {
        TimeRange range = new TimeRange();
        range.since = since;
        range.until = until;
        range.check();
        TimeSpan held = Retraining.held(store, config.window().length());
        if (held == null) {
            throw new FailedException(
                    "the store is empty: a running agent writes it, and agent backfill reads old logs");
        }
        Instant end = held.until().isBefore(now) ? held.until() : now;
        Instant asked = range.until(end);
        Instant to = asked == null || asked.isAfter(end) ? end : config.window().startOf(asked);
        Instant from = range.since(end);
        Instant begin = config.window()
                .startOf(from == null ? back(end, config.retrain().since()) : from);
        Instant first = begin.isBefore(held.from()) ? held.from() : begin;
        if (!first.isBefore(to)) {
            throw new FailedException("no window from " + begin + " until " + to + ": the store holds " + held.from()
                    + " to " + held.until());
        }
        return new TimeSpan(first.truncatedTo(ChronoUnit.MILLIS), to.truncatedTo(ChronoUnit.MILLIS));
    }

    private static Instant back(Instant end, Duration since) {
        return end.minus(since);
    }
}
