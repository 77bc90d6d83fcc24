package io.portent.cli;

import io.portent.config.AgentConfig;
import java.util.List;
import picocli.CommandLine.Option;

/** Label files that the command line names. */
final class LabelsOption {
    @Option(
            names = "--labels",
            arity = "1..*",
            paramLabel = "GLOB",
            description = {
                "Files with the recorded health, and nothing beside them: neither the store's labels and interventions nor"
                        + " labels.rules count, except with agent run.",
                "CSV with the header",
                "entity,state,start,end,source,note;",
                "states green, orange, red; times such as",
                "2026-03-02T14:05:00Z.",
                "Default: labels.files, what the store knows, and labels.rules"
            })
    List<String> files = List.of();

    /** These files alone. */
    AgentConfig on(AgentConfig config) {
        return files.isEmpty() ? config : config.with(config.labels().alone(files));
    }

    /** For an agent that is told labels while it runs: they count beside those of the files. */
    AgentConfig beside(AgentConfig config) {
        return files.isEmpty() ? config : config.with(config.labels().with(files));
    }
}
