package io.portent.cli;

import io.portent.agent.Promotion;
import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a model the champion, whatever the scores say; a running agent takes it over by itself.",
            "agent models rollback takes it back."
        },
        footer = {"", "Examples:", "  agent models promote challenger", "  agent models promote 20260401"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ModelsPromoteVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Parameters(
            paramLabel = "VERSION",
            description = "A version, the beginning of one, or an alias such as challenger.")
    String version;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        ModelSummary model = Models.summary(config, version);
        out.println(new Promotion(config, InstantSource.system()).promote(model.version()));
        out.flush();
        return 0;
    }
}
