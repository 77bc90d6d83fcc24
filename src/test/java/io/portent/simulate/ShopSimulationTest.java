package io.portent.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShopSimulationTest {
    private static final Path SAMPLE = Path.of("sample-logs", "shop");
    private static final int SAMPLE_DAYS = 4;
    private static final long SAMPLE_SEED = 7;

    @TempDir
    private Path directory;

    /** In an unlikely zone and locale: neither may reach the output. */
    @Test
    void sampleLogs_areWhatTheSimulatorWritesByteForByte() throws IOException {
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        SimulationSummary summary;
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            summary = simulate(SAMPLE_DAYS, SAMPLE_SEED, directory);
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }

        for (String name : List.of("shop.json", "shop.log")) {
            try (InputStream sample = new GZIPInputStream(Files.newInputStream(SAMPLE.resolve(name + ".gz")));
                    InputStream written = Files.newInputStream(directory.resolve(name))) {
                assertThat(written).as(name).hasSameContentAs(sample);
            }
        }
        for (String name : List.of("labels.csv", "faults.csv")) {
            assertThat(directory.resolve(name)).hasSameTextualContentAs(SAMPLE.resolve(name));
        }
        assertThat(countLines(directory.resolve("shop.json"))).isEqualTo(summary.lines());
    }

    @Test
    void anotherSeed_isAnotherHistory() throws IOException {
        simulate(1, 1, directory.resolve("a"));
        simulate(1, 2, directory.resolve("b"));

        assertThat(Files.mismatch(directory.resolve("a/shop.json"), directory.resolve("b/shop.json")))
                .isNotNegative();
        assertThat(Files.mismatch(directory.resolve("a/faults.csv"), directory.resolve("b/faults.csv")))
                .isNotNegative();
    }

    @Test
    void neitherLogNorLabels_nameTheFaults() throws IOException {
        simulate(2, SAMPLE_SEED, directory);

        for (String name : List.of("shop.json", "labels.csv")) {
            String text = Files.readString(directory.resolve(name)).toLowerCase(Locale.ROOT);
            for (FaultKind kind : FaultKind.values()) {
                assertThat(text.contains(kind.label()))
                        .as(kind.label() + " in " + name)
                        .isFalse();
            }
        }
    }

    @Test
    void plainLog_hasStackTracesWithTheirCauses() throws IOException {
        simulate(2, SAMPLE_SEED, directory);

        String text = Files.readString(directory.resolve("shop.log"));
        assertThat(text.contains("\nCaused by: ")).isTrue();
        assertThat(text.contains("\tat com.shop.")).isTrue();
        assertThat(text.contains(" common frames omitted\n")).isTrue();
    }

    @Test
    void labels_coverTheWholeSpanFirstAndThenNameWhatWasWorse() throws IOException {
        simulate(2, SAMPLE_SEED, directory);

        List<String> rows = Files.readAllLines(directory.resolve("labels.csv"));
        assertThat(rows.get(0)).isEqualTo("entity,state,start,end,source,note");
        assertThat(rows.get(1)).startsWith(",green,2026-03-02T00:00:00Z,2026-03-04T00:00:00Z,slo,");
        assertThat(rows.subList(2, rows.size()))
                .isNotEmpty()
                .allMatch(row -> row.matches(",(orange|red),2026-[^,]*Z,2026-[^,]*Z,slo,[^,]*"));
    }

    @Test
    void progress_isToldEveryHour() throws IOException {
        List<Long> hours = new ArrayList<>();

        new ShopSimulation(new SimulationSpec(SimulationSpec.DEFAULT_START, 1, 3)).write(directory, hours::add);

        assertThat(hours).hasSize(24).startsWith(1L).endsWith(24L);
    }

    private static SimulationSummary simulate(int days, long seed, Path to) throws IOException {
        return new ShopSimulation(new SimulationSpec(SimulationSpec.DEFAULT_START, days, seed)).write(to, hour -> {});
    }

    private static long countLines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
