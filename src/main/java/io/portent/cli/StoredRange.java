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

/** {@code --since} and {@code --until} of verbs that judge or learn from what the store holds. */
final class StoredRange {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "From here on: 2026-03-02, 2026-03-02T14:00:00Z, or a duration back (30d) from now or, where the"
                            + " store ends earlier, from its last event. Default: 30d, retrain.since")
    @Nullable
    String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Until here, written likewise; not included. Default: the end of what the store holds")
    @Nullable
    String until;

    /** Sound in itself, before the store is opened. */
    TimeRange checked() {
        return new TimeRange(since, until).check();
    }

    /** The part of the store's time that was asked for, whole windows. */
    static TimeSpan held(TimeRange asked, AgentConfig config, Store store, Instant now) {
        TimeSpan held = Retraining.held(store, config.window().length());
        if (held == null) {
            throw new FailedException(
                    "the store is empty: a running agent writes it, and agent backfill reads old logs");
        }
        Instant end = held.until().isBefore(now) ? held.until() : now;
        Instant until = asked.until(end);
        Instant since = asked.since(end);
        Instant to = until == null || until.isAfter(end) ? end : config.window().startOf(until);
        Instant begin = config.window()
                .startOf(since == null ? end.minus(config.retrain().since()) : since);
        Instant from = begin.isBefore(held.from()) ? held.from() : begin;
        if (!from.isBefore(to)) {
            throw new FailedException("no window from " + begin + " until " + to + ": the store holds " + held.from()
                    + " to " + held.until());
        }
        return new TimeSpan(from.truncatedTo(ChronoUnit.MILLIS), to.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Nothing found is no answer where nothing was looked at. */
    static void requireWindows(Store store, Duration length, TimeSpan asked) {
        TimeSpan held = Retraining.held(store, length);
        if (held == null) {
            throw new FailedException(
                    "no windows in the store yet: agent run writes them, and agent backfill reads old logs");
        }
        if (!held.until().isAfter(asked.from()) || !asked.until().isAfter(held.from())) {
            throw new FailedException("no windows of that time in the store: it holds " + held.from() + " to "
                    + held.until() + "; say --since");
        }
    }
}
