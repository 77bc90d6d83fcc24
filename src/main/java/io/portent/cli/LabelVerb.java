package io.portent.cli;

import picocli.CommandLine.Command;

@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "The labelled health history that is learnt from and scored against: labels in the store.",
            "Label files named by labels.files are read beside it and are not changed by these commands.",
            "Each command works beside a running agent."
        },
        footer = {
            "",
            "Examples:",
            "  agent label add --entity shop --state red --start 30m --for 20m",
            "  agent label import incidents.csv",
            "  agent label list --since 7d",
            "Times: 2026-03-02, 2026-03-02T14:05:00Z, or a duration back from now such as",
            "30m; 0s is now."
        },
        subcommands = {
            LabelAddVerb.class,
            LabelImportVerb.class,
            LabelFetchVerb.class,
            LabelExportVerb.class,
            LabelListVerb.class,
            LabelRemoveVerb.class,
            LabelSuggestVerb.class,
            LabelReviewVerb.class,
            LabelIntervenedVerb.class
        })
final class LabelVerb {}
