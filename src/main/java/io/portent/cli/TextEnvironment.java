package io.portent.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment variables of the Go program min-char-rnn as defaults of our options. Its batch is what we call a sequence. Its README
 * names the size of it otherwise than its code, and its example has three more that its code never reads: all are understood.
 */
final class TextEnvironment implements IDefaultValueProvider {
    /** By option; the first that is set counts. */
    static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("--units", List.of("RNN_HIDDENNEURONS")),
            Map.entry("--rate", List.of("RNN_LEARNINGRATE")),
            Map.entry("--epsilon", List.of("RNN_ADAGRADEPSILON")),
            Map.entry("--random-factor", List.of("RNN_RANDOMFACTOR")),
            Map.entry("--sample-size", List.of("MIN_CHAR_SAMPLESIZE")),
            Map.entry("--sample-frequency", List.of("MIN_CHAR_SAMPLEFREQUENCY")),
            Map.entry("--info-frequency", List.of("MIN_CHAR_INFOFREQUENCY")),
            Map.entry("--backup-frequency", List.of("MIN_CHAR_BACKUPFREQUENCY")),
            Map.entry("--backup-prefix", List.of("MIN_CHAR_BACKUPPREFIX")),
            Map.entry("--backup-suffix", List.of("MIN_CHAR_BACKUPSUFFIX")),
            Map.entry("--epochs", List.of("CHAR_CODEC_EPOCH", "MIN_CHAR_EPOCHS")),
            Map.entry("--sequence", List.of("CHAR_CODEC_BATCHSIZE", "CHAR_CODEC_BATCH_SIZE", "MIN_CHAR_BATCHSIZE")),
            Map.entry("--choice", List.of("CHAR_CODEC_CHOICE", "MIN_CHAR_CHOICE")),
            Map.entry("--in", List.of("CHAR_CODEC_INPUT_FILE")),
            Map.entry("--vocabulary", List.of("CHAR_CODEC_VOCAB_FILE")));

    /** What the text alone decides; said where it is set otherwise. */
    static final List<String> WIDTHS = List.of("RNN_INPUTNEURONS", "RNN_OUTPUTNEURONS");

    private final Map<String, String> environment;

    /** Made by picocli. */
    TextEnvironment() {
        this(System.getenv());
    }

    TextEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        return NAMES.getOrDefault(option.longestName(), List.of()).stream()
                .map(environment::get)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
