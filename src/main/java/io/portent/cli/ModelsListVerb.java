package io.portent.cli;

import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.ModelSummary;
import io.portent.bundle.file.RetrainJournal;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "All stored models, the latest first, and how the last retrain ended.",
        footer = {"", "Examples:", "  agent models list", "  agent models list --json"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ModelsListVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Option(names = "--json", description = "As JSON: one array, with the cards and receipts.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        Path directory = config.model().directory();
        List<ModelSummary> models = ModelSummary.all(directory);
        if (json) {
            out.println(ModelSummary.json(models));
        } else {
            out.print(models.isEmpty() ? "No models in " + directory + ".\n" : ModelText.table(models));
            List<RetrainReceipt> receipts = new RetrainJournal(directory).receipts();
            if (!receipts.isEmpty()) {
                RetrainReceipt last = receipts.get(receipts.size() - 1);
                out.printf(
                        "Last retrain, %s: %s: %s.%n",
                        last.time().truncatedTo(ChronoUnit.SECONDS),
                        last.verdict().label(),
                        last.reason());
            }
        }
        out.flush();
        return 0;
    }
}
