package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.parse.ParseCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From logs of real programs to events and to the metrics page, to the letter. */
final class GoldenLogsTest {
    @TempDir
    Path work;

    static List<String> names() throws IOException {
        return GoldenLogs.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void log_givesThePageItGave(String name) throws IOException {
        GoldenLogs golden = new GoldenLogs(name, work);

        assertThat(golden.replayed()).containsExactlyElementsOf(Files.readAllLines(golden.page()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void log_holdsTheseEvents(String name) throws IOException {
        GoldenLogs golden = new GoldenLogs(name, work);

        assertThat(golden.seen().events()).containsExactlyElementsOf(Files.readAllLines(golden.events()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void auto_findsThisFormat(String name) throws IOException {
        GoldenLogs golden = new GoldenLogs(name, work);

        assertThat(golden.foundByAuto())
                .isEqualTo(Files.readString(golden.auto()).strip());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyLine_isCountedOnce(String name) throws IOException {
        GoldenLogs golden = new GoldenLogs(name, work);
        long lines = Files.readString(golden.log(), StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
        ParseCounts counts = golden.seen().counts();

        assertThat(counts.lines()).isEqualTo(lines).isEqualTo(counts.parsed() + counts.unparsed() + counts.filtered());
        assertThat(samples(golden, "portent_log_lines_total")).isEqualTo(counts.lines());
        assertThat(samples(golden, "portent_log_unparsed_lines_total")).isEqualTo(counts.unparsed());
        assertThat(samples(golden, "portent_log_filtered_lines_total")).isEqualTo(counts.filtered());
    }

    /** The sum over all labels. */
    private static long samples(GoldenLogs golden, String family) throws IOException {
        return Files.readAllLines(golden.page()).stream()
                .filter(line -> line.startsWith(family + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
