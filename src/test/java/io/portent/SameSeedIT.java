package io.portent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that learn from the same files with the same seed write the same bundle, byte for byte. */
final class SameSeedIT {
    private static final String MODEL = "units: 4, epochs: 2, ensemble: 2, seed: ";

    @TempDir
    Path directory;

    @Test
    void twoProcesses_writeTheSameFile_andAnotherSeedWritesAnother() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        byte[] first = train(history, 7);
        byte[] again = train(history, 7);
        byte[] other = train(history, 8);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    private static byte[] train(ShortHistory history, int seed) throws IOException, InterruptedException {
        Files.writeString(history.config(), history.configuration(MODEL + seed));
        AgentProcess.run("train", "-c", history.config().toString()).succeeds();
        List<Path> written;
        try (Stream<Path> files = Files.list(history.models())) {
            written = files.toList();
        }
        byte[] bundle = new byte[0];
        for (Path file : written) {
            bundle = file.toString().endsWith(".portent") ? Files.readAllBytes(file) : bundle;
            Files.delete(file);
        }
        assertThat(bundle).isNotEmpty();
        return bundle;
    }
}
