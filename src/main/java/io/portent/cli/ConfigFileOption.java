package io.portent.cli;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from. */
final class ConfigFileOption {
    private static final Path DEFAULT = Path.of("config", "agent.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "Configuration. Default: config/agent.yaml; where that is missing, every key has its default.")
    @Nullable
    Path file;

    /** The file that {@link #load} reads; null where it takes the defaults. */
    @Nullable
    Path path() {
        return file == null && !Files.exists(DEFAULT) ? null : file == null ? DEFAULT : file;
    }

    /** The same file again, whether it is still there or not. */
    static AgentConfig load(Path again) {
        return ConfigFile.load(again, System.getenv());
    }

    /** A missing default file means the defaults; a missing named file is an error. */
    AgentConfig load() {
        Path path = path();
        return path == null
                ? ConfigFile.parse("defaults", "", System.getenv())
                : ConfigFile.load(path, System.getenv());
    }
}
