package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.SmallService;
import io.portent.config.AgentConfig;
import io.portent.model.NetworkKind;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Same logs, labels, configuration and seed: the same bundle, byte for byte, at whatever time it is learnt. */
final class SameSeedTest {
    private static final int MINUTES = 400;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void trainedTwice_isTheSameFile_andAnotherSeedGivesAnother(NetworkKind network) throws IOException {
        SmallService.write(directory, 0, MINUTES, 9);
        byte[] first = train(network, 1, MINUTES + 1);
        // Random numbers taken elsewhere in the process must not matter.
        new Dl4jNetworks()
                .create(Settings.plan(config(network, new Random(3).nextInt())).model(), 3, new float[6])
                .close();
        byte[] again = train(network, 1, MINUTES + 100);
        byte[] other = train(network, 2, MINUTES + 1);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    /** ND4J takes zero for no seed. */
    @Test
    void zeroIsASeed() throws IOException {
        SmallService.write(directory, 0, MINUTES, 9);
        byte[] first = train(NetworkKind.SIMPLE_RNN, 0, MINUTES + 1);
        byte[] again = train(NetworkKind.SIMPLE_RNN, 0, MINUTES + 1);
        assertThat(java.util.Arrays.equals(first, again)).isTrue();
    }

    private AgentConfig config(NetworkKind network, int seed) {
        return SmallService.config(
                directory,
                directory.resolve("models"),
                "ensemble: 2, epochs: 1, network: %s, seed: %s".formatted(network.label(), seed));
    }

    private byte[] train(NetworkKind network, int seed, int now) throws IOException {
        AgentConfig config = config(network, seed);
        InstantSource clock = InstantSource.fixed(Histories.minute(now));
        Training training = new Training(config, new Dl4jNetworks(), clock, (doing, events) -> {}, new Patient());
        Training.Outcome outcome =
                training.train(training.split(Histories.START, Histories.minute(MINUTES), 0.2, true));
        return Files.readAllBytes(config.model().directory().resolve(outcome.version() + ".portent"));
    }
}
