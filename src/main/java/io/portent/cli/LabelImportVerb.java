package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.labels.LabelImport;
import io.portent.store.LabelBook;
import io.portent.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes labels from CSV files into the store: all rows, or none if any is bad. A second import changes nothing.",
            "Header: entity,state,start,end,source,note; states green, orange, red; times like 2026-03-02T14:05:00Z; an empty"
                    + " end is still open, an empty entity means all."
        },
        footer = {"", "Example:", "  agent label import incidents.csv"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelImportVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Parameters(arity = "1..*", paramLabel = "FILE.csv", description = "Label files")
    List<Path> files;

    @Override
    public Integer call() throws IOException {
        AgentConfig loaded = config.load();
        LabelImport labels = LabelImport.of(files, InstantSource.system().instant());
        try (Store store = Stores.open(loaded.store())) {
            LabelBook.Changes changes = labels.put(store.labels());
            new Remarks(spec.commandLine().getErr()).onEntities(labels.entities(), loaded, store);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%d added, %d changed, %d unchanged%n",
                            changes.added(), changes.changed(), changes.unchanged());
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
