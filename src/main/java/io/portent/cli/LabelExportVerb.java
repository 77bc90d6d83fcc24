package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.csv.LabelsCsv;
import io.portent.health.Label;
import io.portent.labels.LabelRows;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all labels of the store as CSV, which label import reads back.",
            "Labels that only their names at Alertmanager or Prometheus tell apart are one row."
        },
        footer = {"", "Example:", "  agent label export --out labels.csv"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelExportVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to. Default: standard output")
    @Nullable
    Path out;

    @Override
    public Integer call() throws IOException {
        AgentConfig loaded = config.load();
        List<Label> labels;
        try (Store store = Stores.existing(loaded.store())) {
            labels = LabelRows.of(store.labels().labels(TimeSpan.ALL));
        }
        PrintWriter terminal = spec.commandLine().getOut();
        if (out == null) {
            LabelsCsv.write(terminal, labels);
        } else {
            LabelsCsv.write(out, labels);
            terminal.println(labels.size() + " labels written to " + out);
        }
        terminal.flush();
        return 0;
    }
}
