package io.portent.cli;

import io.portent.agent.HistoryProgress;
import io.portent.agent.LogHistory;
import io.portent.config.AgentConfig;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --since} and {@code --until} of verbs that read logs. */
final class LogRange {
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

    /** Sound in itself, before the logs are read. */
    TimeRange checked() {
        return new TimeRange(since, until).check();
    }

    /**
     * The part of the logs' time that is asked for.
     *
     * @throws FailedException if the logs have nothing of it
     */
    static TimeSpan within(TimeRange asked, LogHistory.Span span, AgentConfig config) {
        Instant since = asked.since(span.last());
        Instant until = asked.until(span.last());
        // A window past the last event: the time of the logs includes it.
        Instant end = span.last().plus(config.window().length());
        Instant from = since == null || since.isBefore(span.first()) ? span.first() : since;
        Instant to = until == null || until.isAfter(end) ? end : until;
        if (!from.isBefore(to)) {
            throw new FailedException("no log event from " + from + " until " + to + ": the logs span " + span.first()
                    + " to " + span.last());
        }
        return new TimeSpan(from, to);
    }

    /** What durations count back from: the last event, which takes a reading of the logs; now where there are none. */
    static Instant reference(TimeRange range, AgentConfig config, InstantSource clock, HistoryProgress progress)
            throws IOException {
        return range.isRelative()
                ? new LogHistory(config, clock, progress).span().last()
                : clock.instant();
    }
}
