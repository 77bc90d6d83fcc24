package io.portent.cli;

import io.portent.agent.LogExcerpts;
import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.event.LogEvent;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = {
            "Walks through the stored suggestions: shows each with its error counts, the templates that rose and the log lines"
                    + " around its beginning, and asks.",
            "Answers: y it was red, o it was orange, n it was nothing (a person's green), s not now, q no more. One letter and"
                    + " Enter; they may also be piped in, one per line."
        },
        footer = {"", "Examples:", "  agent label review", "  agent label review --since 7d --no-logs"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelReviewVerb implements Callable<Integer> {
    private static final int LINES = 12;

    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Mixin
    StoreSpan span;

    @Option(
            names = "--no-logs",
            description = "Does not look for log lines, which reads every configured log file once.")
    boolean noLogs;

    @Override
    public Integer call() throws IOException {
        InstantSource clock = InstantSource.system();
        TimeSpan asked = span.of(clock.instant());
        AgentConfig loaded = config.load();
        try (Store store = Stores.existing(loaded.store())) {
            List<Recorded> open = store.labels().labels(asked).stream()
                    .filter(one -> SourceKind.of(one.label().source()) == SourceKind.SUGGESTION)
                    .toList();
            Review review = new Review(
                    store,
                    clock,
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    spec.commandLine().getOut());
            if (open.isEmpty()) {
                spec.commandLine().getOut().println("nothing to review: agent label suggest --write finds some");
                spec.commandLine().getOut().flush();
            } else if (!review.walk(open, lines(loaded, clock, open))) {
                throw new FailedException(
                        "no answer came: run it in a terminal, or pipe in y, o, n, s or q, one per line");
            }
        }
        return 0;
    }

    private Map<Label, List<LogEvent>> lines(AgentConfig loaded, InstantSource clock, List<Recorded> open)
            throws IOException {
        if (noLogs) {
            return Map.of();
        }
        Terminal terminal = Terminal.reading(spec);
        Map<Label, List<LogEvent>> found = new LogExcerpts(loaded, clock, terminal)
                .of(open.stream().map(Recorded::label).toList(), LINES);
        terminal.done();
        return found;
    }
}
