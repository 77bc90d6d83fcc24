package io.portent.cli;

import io.portent.text.Frequencies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often training tells of itself; 0: never. */
final class TextFrequencyOptions {
    @Option(
            names = "--sample-frequency",
            paramLabel = "N",
            description = "Writes a sample after so many optimizer steps; 0: never. Default: 1000")
    int sample = 1000;

    @Option(names = "--sample-size", paramLabel = "N", description = "Steps of text in a sample. Default: 100")
    int sampleSize = 100;

    @Option(
            names = "--info-frequency",
            paramLabel = "N",
            description = "Tells loss and speed after so many; 0: never. Default: 100")
    int info = 100;

    @Option(
            names = "--backup-frequency",
            paramLabel = "N",
            description = "Saves a copy after so many; 0: never. Default: 1000")
    int backup = 1000;

    @Option(
            names = "--backup-prefix",
            paramLabel = "PATH",
            description = "Copies are named PATH, then the suffix, then .bin. Default: no copies")
    @Nullable
    String backupPrefix;

    @Option(
            names = "--backup-suffix",
            paramLabel = "LAYOUT",
            description =
                    "Time of the copy, as Go writes times: 20060102150405, say. Default: none, a copy replaces the one before")
    String backupSuffix = "";

    Frequencies frequencies() {
        try {
            return new Frequencies(sample, sampleSize, info, backupPrefix == null ? 0 : backup);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }
}
