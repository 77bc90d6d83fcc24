package io.portent.cli;

import io.portent.agent.Retraining;
import io.portent.agent.Stores;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.RetrainJournal;
import io.portent.bundle.file.RetrainLines;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "retrain",
        mixinStandardHelpOptions = true,
        description = {
            "Learns a challenger from the store and scores it on the latest part, beside the champion and the baselines.",
            "It serves from then on only if it is better, by retrain.margin; else the champion stays, with the reason.",
            "A running agent takes a new champion over by itself."
        },
        footer = {
            "",
            "Examples:",
            "  agent retrain",
            "  agent retrain --since 30d --dry-run",
            "Exit codes: 0 promoted, or the champion kept with a reason; 1 failed, or another",
            "retrain is under way; 2 wrong usage"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RetrainVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Mixin
    LabelsOption labels;

    @Mixin
    StoredRange range;

    @Mixin
    NetworkOption network;

    @Option(names = "--dry-run", description = "Decides and says so; changes neither models nor receipts.")
    boolean dryRun;

    @Option(names = "--json", description = "The receipt as JSON, on one line.")
    boolean json;

    @Option(
            names = "--progress",
            hidden = true,
            description =
                    "Lines of JSON on standard output while it goes on: for the process that has started this one.")
    boolean progress;

    @Override
    public Integer call() throws IOException {
        TimeRange asked = range.checked();
        AgentConfig config = network.on(labels.on(options.load()));
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = Terminal.learning(spec, config.model());
        InstantSource clock = InstantSource.system();
        try (Store store = Stores.existing(config.store())) {
            Retraining retraining = new Retraining(
                    config,
                    new Dl4jNetworks(),
                    store,
                    clock,
                    progress ? new ProgressLines(out, config.model()) : terminal,
                    who());
            RetrainReceipt receipt = retraining.run(StoredRange.held(asked, config, store, clock.instant()), dryRun);
            terminal.done();
            out.print(text(receipt));
        }
        out.flush();
        return 0;
    }

    private String text(RetrainReceipt receipt) throws IOException {
        if (progress) {
            return RetrainLines.of(receipt) + "\n";
        }
        return json ? RetrainJournal.json(receipt) + "\n" : RetrainText.of(receipt);
    }

    private static String who() {
        String host = System.getenv().getOrDefault("HOSTNAME", "this machine");
        return "process " + ProcessHandle.current().pid() + " on " + host;
    }
}
