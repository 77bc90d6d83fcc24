package io.portent.cli;

import io.portent.config.AgentConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For verbs that work on the store and read no logs. */
final class ConfigFileOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "Configuration. Default: config/agent.yaml; where that is missing, every key has its default.")
    @Nullable
    Path file;

    AgentConfig load() {
        ConfigOptions options = new ConfigOptions();
        options.file = file;
        return options.load();
    }
}
