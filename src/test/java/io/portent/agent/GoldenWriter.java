package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.SmallService;
import io.portent.bundle.Bundle;
import io.portent.bundle.file.BundleFacts;
import io.portent.bundle.file.BundleFile;
import io.portent.config.AgentConfig;
import io.portent.model.NetworkKind;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the golden files of one format of bundles: {@code mvn -B test -Dtest=GoldenWriter}. Its name keeps it out of every
 * other build. For a new format raise the number first: what an older one wrote must go on loading, and is kept.
 *
 * <p>{@code app.json} and {@code labels.csv} of the replay are input, written by hand and by {@link SmallService}; they stay.
 */
final class GoldenWriter {
    private static final String NAME = "golden-1";
    private static final int MINUTES = 600;

    @TempDir
    Path directory;

    @Test
    void write() throws IOException {
        SmallService.write(directory, 0, MINUTES, 1);
        bundle(NAME, NetworkKind.SIMPLE_RNN);
        bundle(NAME + "-lstm", NetworkKind.LSTM);
        Files.write(GoldenReplay.PAGE, GoldenReplay.page());
        assertThat(GoldenReplay.PAGE).content().contains("portent_model_info{version=\"" + NAME);
    }

    private void bundle(String name, NetworkKind network) throws IOException {
        AgentConfig config = SmallService.config(
                directory, directory.resolve(name), "ensemble: 2, epochs: 20, seed: 1, network: " + network.label());
        InstantSource later = InstantSource.fixed(Histories.minute(MINUTES + 1));
        Training training = new Training(config, new Dl4jNetworks(), later, (doing, events) -> {}, new Patient());
        Bundle bundle = training.train(training.split(Histories.START, Histories.minute(MINUTES), 0.2, true))
                .bundle();
        BundleFile.save(GoldenReplay.BUNDLES.resolve(name + ".portent"), bundle);
        Files.write(GoldenReplay.BUNDLES.resolve(name + ".txt"), BundleFacts.of(bundle));
    }
}
