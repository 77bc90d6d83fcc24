package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From log lines to the metrics page: names, labels and counts to the letter, numbers to the sixth digit. */
final class GoldenReplayTest {
    @Test
    void replayOfAnHour_givesThePageItGave() throws IOException {
        List<String> page = GoldenReplay.page();
        List<String> expected = Files.readAllLines(GoldenReplay.PAGE);
        assertThat(page.stream().map(GoldenReplayTest::name))
                .containsExactlyElementsOf(
                        expected.stream().map(GoldenReplayTest::name).toList());
        for (int i = 0; i < page.size(); i++) {
            if (!page.get(i).startsWith("#")) {
                double value = value(expected.get(i));
                assertThat(value(page.get(i)))
                        .as(expected.get(i))
                        .isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
            }
        }
    }

    /** All of a comment; a sample without its value. */
    private static String name(String line) {
        return line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' '));
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
