package io.portent.cli;

import picocli.CommandLine.Command;

@Command(
        name = "text",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Networks that learn how a text goes on, and write on: min-char-rnn, grown up. With another codec, rows of any other kind."
        },
        footer = {
            "",
            "Examples:",
            "  agent text train --in FILE --out FILE.portent",
            "  agent text generate --restore FILE.portent --prime 'To be' --length 200",
            "The environment variables of the Go program min-char-rnn are understood as",
            "defaults of the options: docs/TEXT.md."
        },
        subcommands = {
            TextTrainVerb.class,
            TextGenerateVerb.class,
            TextVocabVerb.class,
            TextSummaryVerb.class,
            TextHeatmapVerb.class,
            TextCodecsVerb.class
        })
final class TextVerb {}
