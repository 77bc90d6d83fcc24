package io.portent.cli;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.config.LabelsConfig;
import io.portent.config.SourceConfig;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from, and what the command line puts in its place. */
final class ConfigOptions {
    private static final Path DEFAULT = Path.of("config", "agent.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "Configuration. Default: config/agent.yaml; where that is missing, every key has its default.")
    @Nullable
    Path file;

    @Option(
            names = "--logs",
            arity = "1..*",
            paramLabel = "GLOB",
            description = "Log files, plain or gzip, instead of the configured sources.")
    List<String> logs = List.of();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Format of --logs: auto, logstash or raw. For others see --pattern. Default: auto")
    FormatKind format = FormatKind.AUTO;

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            description =
                    "Format of --logs: this logback pattern, such as '%%d %%-5level [%%thread] %%logger - %%msg%%n'.")
    @Nullable
    String pattern;

    @Option(
            names = "--labels",
            arity = "1..*",
            paramLabel = "GLOB",
            description = {
                "Files with the recorded health, and nothing beside them: neither the store's labels and interventions nor",
                "labels.rules count (with agent run they do). CSV with the header entity,state,start,end,source,note; states green, orange, red;",
                "times like 2026-03-02T14:05:00Z. Default: labels.files, what the store knows, and labels.rules"
            })
    List<String> labels = List.of();

    /** The file that {@link #load} reads; null where it takes the defaults. */
    @Nullable
    Path configFile() {
        return file == null && !Files.exists(DEFAULT) ? null : file == null ? DEFAULT : file;
    }

    /** A missing default file means the defaults; a missing named file is an error. */
    AgentConfig load() {
        return load(config -> labels.isEmpty() ? config : config.alone(labels));
    }

    /** For an agent that is told labels while it runs: they count beside those of the files. */
    AgentConfig loadToRun() {
        return load(config -> labels.isEmpty() ? config : config.with(labels));
    }

    private AgentConfig load(UnaryOperator<LabelsConfig> named) {
        AgentConfig config = file == null && !Files.exists(DEFAULT)
                ? ConfigFile.parse("defaults", "", System.getenv())
                : ConfigFile.load(file == null ? DEFAULT : file, System.getenv());
        return new AgentConfig(
                config.entity(),
                logs.isEmpty() ? config.sources() : List.of(source()),
                config.window(),
                config.forecast(),
                config.model(),
                named.apply(config.labels()),
                config.feeds(),
                config.store(),
                config.retrain(),
                config.web(),
                config.metrics(),
                config.limits(),
                config.notes());
    }

    private SourceConfig source() {
        FormatKind kind = pattern == null ? format : FormatKind.LOGBACK;
        if (kind == FormatKind.LOGBACK && pattern == null) {
            throw new WrongUsageException("--format logback needs --pattern");
        }
        return new SourceConfig("logs", logs, new FormatSpec(kind, pattern, ZoneOffset.UTC), true);
    }
}
