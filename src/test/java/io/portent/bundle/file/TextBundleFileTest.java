package io.portent.bundle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.codec.Codec;
import io.portent.codec.text.TextCodecProvider;
import io.portent.model.NetworkKind;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.text.Frequencies;
import io.portent.text.TextBundle;
import io.portent.text.TextListener;
import io.portent.text.TextProgress;
import io.portent.text.TextSpec;
import io.portent.text.TextTraining;
import io.portent.text.UpdaterKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextBundleFileTest {
    private final TextBundleFile files = new TextBundleFile(new Dl4jWeights());

    private static TextBundle<Integer> trained(NetworkKind kind) {
        String text = "to be or not to be, that is the question\n".repeat(3);
        Codec<Integer> codec = new TextCodecProvider().fit(text, Map.of());
        TextSpec spec = new TextSpec("text", kind, 6, 2, 0.1, 5, 2, UpdaterKind.ADAM, 0.01, 1e-8, 5, 0, 3, 2, 0.1);
        try (TextTraining<Integer> training =
                new TextTraining<>(spec, codec, codec.read(text), "ab12", List.of(), null)) {
            return training.run(new Frequencies(0, 1, 0, 0), new Stopping(7));
        }
    }

    /** Ends training after some steps. */
    private static final class Stopping implements TextListener {
        private int left;

        Stopping(int steps) {
            left = steps;
        }

        @Override
        public boolean stop() {
            return --left <= 0;
        }

        @Override
        public void info(TextProgress progress) {}

        @Override
        public void sample(TextProgress progress, String text) {}

        @Override
        public void epoch(TextProgress progress) {}

        @Override
        public void backup(TextBundle<?> bundle) {}
    }

    @ParameterizedTest
    @EnumSource(value = NetworkKind.class, mode = EnumSource.Mode.MATCH_NONE, names = "BIDIRECTIONAL.*")
    void whatIsWrittenIsReadAgain_andWritesTheSameBytes(NetworkKind kind) throws IOException {
        TextBundle<Integer> bundle = trained(kind);
        byte[] bytes = files.write(bundle);
        TextBundle<?> read = files.read("test", bytes);
        assertThat(read.spec()).isEqualTo(bundle.spec());
        assertThat(read.model().shape()).isEqualTo(bundle.model().shape());
        assertThat(read.model().weights()).isEqualTo(bundle.model().weights());
        assertThat(read.progress()).usingRecursiveComparison().isEqualTo(bundle.progress());
        assertThat(Arrays.equals(files.write(read), bytes)).as("the same bytes").isTrue();
    }

    @Test
    void everyDamagedByte_andEveryCut_isNoticed() throws IOException {
        byte[] bytes = files.write(trained(NetworkKind.SIMPLE_RNN));
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            int at = random.nextInt(bytes.length);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> files.read("m.portent", damaged))
                    .as("byte %d", at)
                    .isInstanceOf(BadBundleException.class);
            byte[] cut = Arrays.copyOf(bytes, at);
            assertThatThrownBy(() -> files.read("m.portent", cut)).isInstanceOf(BadBundleException.class);
        }
    }

    /** Sealed rightly, with parts that do not belong together. */
    @Test
    void partsOfAnotherKind_areRefusedInOneSentence() throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>(SealedZip.read("m", files.write(trained(NetworkKind.LSTM))));
        for (String part : List.copyOf(parts.keySet())) {
            for (byte[] other :
                    List.of(new byte[0], new byte[] {0, 0, 0, 9, 1}, "{}".getBytes(StandardCharsets.UTF_8))) {
                Map<String, byte[]> mixed = new LinkedHashMap<>(parts);
                mixed.put(part, other);
                byte[] bytes = SealedZip.write(mixed);
                assertThatThrownBy(() -> files.read("m.portent", bytes))
                        .as(part)
                        .isInstanceOf(BadBundleException.class)
                        .hasMessageStartingWith("m.portent is not a usable bundle");
            }
            Map<String, byte[]> fewer = new LinkedHashMap<>(parts);
            fewer.remove(part);
            byte[] bytes = SealedZip.write(fewer);
            assertThatThrownBy(() -> files.read("m.portent", bytes)).hasMessageContaining(part);
        }
    }
}
