package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes pages and events of the goldens anew: {@code mvn -B test -Dtest=GoldenLogsWriter}. Its name keeps it out of every other
 * build; the differences are then read like code.
 */
final class GoldenLogsWriter {
    @TempDir
    Path work;

    @ParameterizedTest
    @MethodSource("io.portent.agent.GoldenLogs#names")
    void write(String name) throws IOException {
        GoldenLogs golden = new GoldenLogs(name, work);
        Files.write(golden.page(), golden.replayed());
        Files.write(golden.events(), golden.seen().events());
        Files.writeString(golden.auto(), golden.foundByAuto() + "\n");
        assertThat(golden.page()).isNotEmptyFile();
    }
}
