package io.portent.cli;

import io.portent.agent.Replay;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Reads the logs to their end and prints what /metrics would show then.",
        footer = {
            "",
            "Examples:",
            "  agent replay --logs app.log",
            "  agent replay -c config/agent.yaml | grep portent_forecast_health"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ReplayVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigOptions options;

    @Mixin
    ModelOption model;

    @Override
    public Integer call() throws IOException {
        AgentConfig config = options.load();
        ModelDirectory.Named named = model.find(config);
        Replay replay = new Replay(config, new Dl4jNetworks(), InstantSource.system());
        spec.commandLine().getOut().print(replay.page(named));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
