package io.portent.cli;

import io.portent.agent.LabelFetching;
import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.feed.Feed;
import io.portent.feed.FeedException;
import io.portent.feed.FetchReport;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        description = {
            "Asks labels.prometheus and labels.grafana what they know of the health then, and stores it.",
            "Asked again, it adds only what has become known since."
        },
        footer = {"", "Examples:", "  agent label fetch", "  agent label fetch --since 90d"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelFetchVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "30d",
            description = "From here on: a date, a time with a zone, or a duration back from now. Default: 30d")
    String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Until here, written likewise; not included. Default: now")
    @Nullable
    String until;

    @Override
    public Integer call() {
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
        TimeSpan span = span(now);
        AgentConfig config = options.load();
        List<Feed> feeds = LabelFetching.feeds(config.feeds(), length -> Thread.sleep(length.toMillis()));
        if (feeds.isEmpty()) {
            throw new WrongUsageException("nothing to ask: set labels.prometheus.url or labels.grafana.url");
        }
        List<String> failures = new ArrayList<>();
        try (Store store = Stores.open(config.store())) {
            for (Feed feed : feeds) {
                fetch(feed, span, store, now, failures);
            }
        }
        if (!failures.isEmpty()) {
            throw new FailedException(String.join("\nagent: ", failures));
        }
        return 0;
    }

    private void fetch(Feed feed, TimeSpan span, Store store, Instant now, List<String> failures) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(feed.name() + ": " + sentence(feed.fetch(span, store, now)));
            out.flush();
        } catch (FeedException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private static String sentence(FetchReport report) {
        StringBuilder text = new StringBuilder();
        text.append("labels ").append(report.labels().added()).append(" added, ");
        text.append(report.labels().changed()).append(" changed, ");
        text.append(report.labels().unchanged()).append(" unchanged");
        if (report.merged() > 0) {
            text.append(", ").append(report.merged()).append(" joined with others");
        }
        if (report.interventions() > 0) {
            text.append("; interventions ").append(report.interventions()).append(" added");
        }
        new TreeMap<>(report.ignored())
                .forEach((why, count) -> text.append("; ")
                        .append(count)
                        .append(' ')
                        .append(why.label().replace('_', ' ')));
        return text.toString();
    }

    private TimeSpan span(Instant now) {
        Instant from = TimeRange.resolve("--since", since, now);
        Instant end = until == null ? now : TimeRange.resolve("--until", until, now);
        if (!from.isBefore(end)) {
            throw new WrongUsageException("--since must be before --until, was " + from + " and " + end);
        }
        return new TimeSpan(from, end);
    }
}
