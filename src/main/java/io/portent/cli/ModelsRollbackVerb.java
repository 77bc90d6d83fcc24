package io.portent.cli;

import io.portent.agent.Promotion;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the model the champion that was it before; a running agent takes it over by itself.",
            "Done twice, it is as it was."
        },
        footer = {"", "Example:", "  agent models rollback"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ModelsRollbackVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        out.println(new Promotion(config, InstantSource.system()).rollback());
        out.flush();
        return 0;
    }
}
