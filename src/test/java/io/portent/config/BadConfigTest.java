package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of bad/ has one fault, which is its name; the text beside it is what a person is told. */
class BadConfigTest {
    private static final Path BAD = Path.of("src/test/resources/io/portent/config/bad");

    static List<String> faults() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aBadFile_isRefusedWithEachProblemOnItsLine(String fault) throws IOException {
        ConfigException refused = refused(
                () -> ConfigFile.parse(fault + ".yaml", Files.readString(BAD.resolve(fault + ".yaml")), Map.of()));
        assertThat(refused.getMessage() + "\n").isEqualTo(Files.readString(BAD.resolve(fault + ".txt")));
    }

    @Test
    void fiveMistakes_areAllToldAtOnce_withFileLineAndKey() {
        Path file = BAD.resolve("five-mistakes.yaml");
        assertThat(refused(() -> ConfigFile.load(file, Map.of())).problems())
                .extracting(Problem::where, Problem::key)
                .containsExactly(
                        tuple(file + ":5", "sources[0].formt"),
                        tuple(file + ":7", "window.length"),
                        tuple(file + ":9", "forecast.horizons"),
                        tuple(file + ":10", "forecast.alarm_budget.false_alarms"),
                        tuple(file + ":12", "model.units"));
    }

    @Test
    void aMissingFile_isAProblem_besideThoseOfTheEnvironment(@TempDir Path directory) {
        Path missing = directory.resolve("agent.yaml");
        assertThat(refused(() -> ConfigFile.load(missing, Map.of("PORTENT_MODEL_UNITS", "0")))
                        .problems())
                .containsExactly(
                        new Problem(missing.toString(), "", "there is no such file; name another with -c FILE"),
                        new Problem(
                                "PORTENT_MODEL_UNITS",
                                "model.units",
                                "must be a whole number from 1 to 1024, was \"0\""));
    }

    @Test
    void aDirectory_cannotBeRead(@TempDir Path directory) {
        assertThat(refused(() -> ConfigFile.load(directory, Map.of())).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("cannot be read"));
    }

    @Test
    void bytesThatAreNoText_areRefused(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("binary.yaml"), new byte[] {'a', ':', (byte) 0xff, (byte) 0xfe});
        assertThat(refused(() -> ConfigFile.load(file, Map.of())).problems())
                .containsExactly(new Problem(file.toString(), "", "is not UTF-8 text"));
    }

    @Test
    void aLogTakenForAConfiguration_isNotReadIntoMemory(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("app.log"), new byte[(1 << 20) + 1]);
        assertThat(refused(() -> ConfigFile.load(file, Map.of())).problems())
                .containsExactly(new Problem(file.toString(), "", "is larger than 1 MiB, which no configuration is"));
    }

    @Test
    void textBeyondAscii_isRead(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a.yaml"), "entity: Käse-灯\n", StandardCharsets.UTF_8);
        assertThat(ConfigFile.load(file, Map.of()).entity()).isEqualTo(new EntitySpec.Named("Käse-灯"));
    }

    private static ConfigException refused(ThrowingCallable reading) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, reading);
        assertThat(refused).as("what was thrown").isNotNull();
        return Objects.requireNonNull(refused);
    }
}
