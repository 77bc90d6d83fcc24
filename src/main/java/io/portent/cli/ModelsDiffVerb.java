package io.portent.cli;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "What one model has that the other has not: settings, templates, features, scores.",
        footer = {"", "Example:", "  agent models diff previous champion"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ModelsDiffVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Parameters(index = "0", paramLabel = "A", description = "A version, the beginning of one, or an alias.")
    String one;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    String other;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        ModelDirectory models = new ModelDirectory(config.model().directory());
        Bundle first = models.load(Models.summary(config, one).version()).bundle();
        Bundle second = models.load(Models.summary(config, other).version()).bundle();
        out.print(ModelDiff.of(first, second));
        out.flush();
        return 0;
    }
}
