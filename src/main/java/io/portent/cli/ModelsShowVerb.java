package io.portent.cli;

import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "One model: what it has learnt from, how it scored, why it was let in or not.",
        footer = {"", "Examples:", "  agent models show", "  agent models show 20260401"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ModelsShowVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "A version, the beginning of one, or an alias. Default: champion")
    String version = "champion";

    @Option(names = "--json", description = "As JSON, with the whole card and receipt.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        ModelSummary model = Models.summary(config, version);
        out.print(json ? model.json() + "\n" : ModelText.card(model));
        out.flush();
        return 0;
    }
}
