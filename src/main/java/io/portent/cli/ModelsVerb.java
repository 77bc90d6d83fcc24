package io.portent.cli;

import picocli.CommandLine.Command;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "The stored models: which serves, which served before, how they scored, and why they were let in or not.",
        footer = {
            "",
            "Examples:",
            "  agent models list",
            "  agent models diff previous champion",
            "  agent models rollback"
        },
        subcommands = {
            ModelsListVerb.class,
            ModelsShowVerb.class,
            ModelsDiffVerb.class,
            ModelsHeatmapVerb.class,
            ModelsPromoteVerb.class,
            ModelsRollbackVerb.class,
            ReceiptsVerb.class
        })
final class ModelsVerb {}
