package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the labels of the store that touch a span of time, by start.",
        footer = {"", "Examples:", "  agent label list --since 7d", "  agent label list --entity shop --json"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelListVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Mixin
    StoreSpan span;

    @Option(
            names = "--entity",
            paramLabel = "NAME",
            description = "Only labels that hold for this entity: its own, and those of all entities.")
    @Nullable
    String entity;

    @Option(names = "--json", description = "JSON instead of a table.")
    boolean json;

    @Override
    public Integer call() {
        TimeSpan asked = span.of(InstantSource.system().instant());
        AgentConfig loaded = config.load();
        List<Recorded> labels;
        try (Store store = Stores.existing(loaded.store())) {
            labels = new ArrayList<>(store.labels().labels(asked));
        }
        if (entity != null) {
            labels.removeIf(one ->
                    !one.label().entity().isEmpty() && !one.label().entity().equals(entity));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? LabelTable.json(labels) : labels.isEmpty() ? "no labels\n" : LabelTable.of(labels));
        out.flush();
        return 0;
    }
}
