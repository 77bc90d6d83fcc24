package io.portent.cli;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.config.SourceConfig;
import io.portent.parse.FormatKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
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
            description = "Format of --logs, as sources[].format names it. Default: auto")
    FormatKind format = FormatKind.AUTO;

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            description = "Pattern of --logs, such as logback's '%%d %%-5level [%%thread] %%logger - %%msg%%n'.")
    @Nullable
    String pattern;

    @Option(
            names = "--labels",
            arity = "1..*",
            paramLabel = "GLOB",
            description = {
                "Files with the recorded health, instead of labels.files: CSV with the header",
                "entity,state,start,end,source,note; states green, orange, red; times like 2026-03-02T14:05:00Z."
            })
    List<String> labels = List.of();

    /** The file that {@link #load} reads; null where it takes the defaults. */
    @Nullable
    Path configFile() {
        return file == null && !Files.exists(DEFAULT) ? null : file == null ? DEFAULT : file;
    }

    /** A missing default file means the defaults; a missing named file is an error. */
    AgentConfig load() {
        AgentConfig config = file == null && !Files.exists(DEFAULT)
                ? ConfigFile.parse("defaults", "", System.getenv())
                : ConfigFile.load(file == null ? DEFAULT : file, System.getenv());
        return new AgentConfig(
                config.entity(),
                logs.isEmpty() ? config.sources() : List.of(source()),
                config.window(),
                config.forecast(),
                config.model(),
                labels.isEmpty() ? config.labels() : config.labels().with(labels),
                config.feeds(),
                config.store(),
                config.retrain(),
                config.web(),
                config.metrics(),
                config.limits(),
                config.notes());
    }

    private SourceConfig source() {
        return new SourceConfig("logs", logs, FormatArguments.spec(format, pattern, ZoneOffset.UTC), true);
    }
}
