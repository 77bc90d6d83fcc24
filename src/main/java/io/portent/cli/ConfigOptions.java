package io.portent.cli;

import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.parse.FormatKind;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Of verbs that read logs: the configuration, and what the command line puts in its place. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ConfigOptions {
    @Mixin
    ConfigFileOption file;

    @Option(
            names = "--logs",
            arity = "1..*",
            paramLabel = "GLOB",
            description = "Log files, plain or compressed, instead of the configured sources.")
    List<String> logs = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Candidates.Formats.class,
            description = "Format of --logs, as sources[].format names it. Default: auto")
    FormatKind format = FormatKind.AUTO;

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            description = {"Pattern of --logs, such as logback's", "'%%d %%-5level [%%thread] %%logger - %%msg%%n'."})
    @Nullable
    String pattern;

    @Mixin
    LabelsOption labels;

    /** The file that is read; null where every key has its default. */
    @Nullable
    Path configFile() {
        return file.path();
    }

    AgentConfig load() {
        return labels.on(onLogs());
    }

    /** For {@code agent run}. */
    AgentConfig loadToRun() {
        return labels.beside(onLogs());
    }

    /** For {@code agent run}, once more: the same file with the same options. */
    AgentConfig loadAgain(Path again) {
        return labels.beside(on(ConfigFileOption.load(again)));
    }

    private AgentConfig onLogs() {
        return on(file.load());
    }

    private AgentConfig on(AgentConfig config) {
        return logs.isEmpty() ? config : config.with(List.of(source()));
    }

    private SourceConfig source() {
        return SourceConfig.ofFiles("logs", logs, FormatArguments.spec(format, pattern, ZoneOffset.UTC), true);
    }
}
