package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.labels.LabelSources;
import io.portent.labels.Suggestions;
import io.portent.labels.Suggestions.Suggestion;
import io.portent.store.LabelBook;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "suggest",
        mixinStandardHelpOptions = true,
        description = {
            "Proposes incidents that the stored windows look like and nobody has labelled: bursts of errors against the entity's"
                    + " own usual rate, silences where traffic was expected, restarts.",
            "Looks at the last 7 days unless --since says otherwise."
        },
        footer = {"", "Examples:", "  agent label suggest --since 30d", "  agent label suggest --since 30d --write"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelSuggestVerb implements Callable<Integer> {
    private static final String WEEK = "7d";

    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Mixin
    StoreSpan span;

    @Option(
            names = "--write",
            description = "Stores them as suggestions. They state nothing: their time is left out of learning until"
                    + " label review has settled them.")
    boolean write;

    @Override
    public Integer call() throws IOException {
        Instant now = InstantSource.system().instant();
        span.since = span.since == null ? WEEK : span.since;
        TimeSpan asked = span.of(now);
        AgentConfig loaded = config.load();
        PrintWriter out = spec.commandLine().getOut();
        try (Store store = Stores.existing(loaded.store())) {
            StoredRange.requireWindows(store, loaded.window().length(), asked);
            Suggestions suggestions = suggestions(loaded, store);
            List<Suggestion> found = suggestions.within(asked);
            out.print(found.isEmpty() ? "nothing found that is not labelled yet\n" : table(found));
            if (write) {
                LabelBook.Changes changes = store.labels().put(suggestions.recorded(found, now));
                out.printf("%d added, %d unchanged%n", changes.added(), changes.changed() + changes.unchanged());
            }
        }
        out.flush();
        return 0;
    }

    private static Suggestions suggestions(AgentConfig config, Store store) {
        List<Duration> horizons = config.forecast().horizons();
        LabelSources sources = new LabelSources(config.labels(), horizons.get(horizons.size() - 1), store);
        return new Suggestions(store, sources, config.labels().trust());
    }

    private static String table(List<Suggestion> found) {
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("key", "entity", "state", "start", "lasted", "signs")));
        for (Suggestion one : found) {
            Duration lasted =
                    Duration.between(one.incident().start(), one.incident().end());
            rows.add(List.of(
                    one.key(),
                    Printable.line(one.incident().entity(), 40),
                    one.label().state().label(),
                    one.incident().start().toString(),
                    Durations.format(lasted),
                    one.label().note()));
        }
        return Columns.of(rows);
    }
}
