package io.portent.bundle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bundles as the first format wrote them. They must load for ever, say of themselves what they said then, and forecast the
 * same numbers: somebody's service is watched by a bundle of that day. A change that fails here needs a new format number
 * and code that still reads the old one; never a new file under the old name.
 *
 * <p>{@code io.portent.agent.GoldenWriter} made them.
 */
final class GoldenBundleTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "io", "portent", "bundle");

    @ParameterizedTest
    @ValueSource(strings = {"golden-1", "golden-1-lstm"})
    void bundleOfTheFirstFormat_loadsAndForecastsAsItDid(String name) throws IOException {
        List<String> expected = Files.readAllLines(GOLDEN.resolve(name + ".txt"));
        List<String> facts = BundleFacts.of(BundleFile.load(GOLDEN.resolve(name + ".portent")));
        assertThat(facts).hasSameSizeAs(expected);
        for (int i = 0; i < facts.size(); i++) {
            if (BundleFacts.isForecast(facts.get(i))) {
                assertForecast(facts.get(i).split(" ", -1), expected.get(i).split(" ", -1));
            } else {
                assertThat(facts.get(i)).isEqualTo(expected.get(i));
            }
        }
        assertThat(facts.stream().filter(BundleFacts::isForecast)).hasSizeGreaterThan(20);
    }

    private static void assertForecast(String[] words, String[] expected) {
        assertThat(words).hasSameSizeAs(expected);
        int chances = words.length - 3;
        for (int i = 0; i < words.length; i++) {
            if (i < chances) {
                assertThat(words[i]).isEqualTo(expected[i]);
            } else {
                assertThat(Double.parseDouble(words[i]))
                        .as(String.join(" ", expected))
                        .isCloseTo(Double.parseDouble(expected[i]), within(1e-6));
            }
        }
    }
}
