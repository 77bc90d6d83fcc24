package io.portent.metrics.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.docs.Promtool;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.prometheus.PrometheusMetrics;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenMetricsWriterTest {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
    private static final int MINUTES = 5 * 60;

    @TempDir
    Path directory;

    private record Kept(Map<String, List<Forecast>> all) implements PastForecasts {
        @Override
        public Collection<String> entities() {
            return all.keySet();
        }

        @Override
        public void of(String entity, Consumer<Forecast> out) {
            all.getOrDefault(entity, List.of()).forEach(out);
        }
    }

    private static Forecast forecast(String entity, int minute) {
        List<Duration> horizons = List.of(Duration.ofMinutes(5), Duration.ofHours(1));
        if (minute % 50 >= 45) {
            return Forecast.unknown(entity, Histories.minute(minute), horizons, "no log line yet");
        }
        double red = red(minute);
        List<HorizonForecast> each = horizons.stream()
                .map(horizon -> new HorizonForecast(
                        horizon, 0.875 - red, 0.125, red, red > 0.5 ? HealthState.RED : HealthState.GREEN))
                .toList();
        return new Forecast(entity, Histories.minute(minute), each, null);
    }

    private static double red(int minute) {
        return minute % 97 / 128.0 + 1e-5;
    }

    private static PastForecasts past(String... entities) {
        Map<String, List<Forecast>> all = new TreeMap<>();
        for (String entity : entities) {
            List<Forecast> forecasts = new ArrayList<>();
            for (int minute = 0; minute < MINUTES; minute++) {
                forecasts.add(forecast(entity, minute));
            }
            all.put(entity, forecasts);
        }
        return new Kept(all);
    }

    private static HealthHistory health() {
        return new HealthHistory(
                List.of(
                        Histories.label("", HealthState.GREEN, 0, MINUTES / 2),
                        Histories.label("shop", HealthState.RED, 100, 120)),
                null);
    }

    private static String text(PastForecasts past) throws IOException {
        StringWriter out = new StringWriter();
        OpenMetricsWriter.write(out, null, past, health());
        return out.toString();
    }

    /** What is backfilled goes on in the series that the page begins. */
    @Test
    void samplesOfOneForecast_areThoseOfThePage_withATime() throws IOException {
        PrometheusMetrics metrics = new PrometheusMetrics(5, false);
        metrics.published(forecast("shop", 3));
        metrics.observed("shop", HealthState.GREEN);
        StringWriter page = new StringWriter();
        metrics.write(page, OPEN_METRICS);
        String time = " " + Histories.minute(3).getEpochSecond() + ".000";

        List<String> written = text(new Kept(Map.of("shop", List.of(forecast("shop", 3)))))
                .lines()
                .filter(line -> line.startsWith("portent_"))
                .map(line -> line.replaceFirst("} ([01]) ", "} $1.0 "))
                .toList();

        assertThat(written)
                .hasSize(2 * 4 + 2 * 3 + 4)
                .containsExactlyInAnyOrderElementsOf(page.toString()
                        .lines()
                        .filter(line -> line.matches("portent_(forecast_(health|probability_ratio)|health)\\{.*"))
                        .map(line -> line + time)
                        .toList());
        for (String family :
                List.of("forecast_health stateset", "forecast_probability_ratio gauge", "health stateset")) {
            assertThat(page.toString()).contains("# TYPE portent_" + family + "\n");
        }
    }

    @Test
    void familiesAndSeries_areInOnePiece_andTimeRises() throws IOException {
        String text = text(past("shop", "cart"));
        Set<String> ended = new HashSet<>();
        String open = "";
        double last = 0;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                continue;
            }
            String metric = line.substring(0, line.indexOf('}')).replaceAll(",portent_(forecast_)?health=\"\\w+\"", "");
            double time = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            if (!metric.equals(open)) {
                assertThat(ended.add(open)).as(open).isTrue();
                assertThat(ended).doesNotContain(metric);
                open = metric;
                last = 0;
            }
            assertThat(time).isGreaterThanOrEqualTo(last);
            last = time;
        }
        assertThat(ended).hasSize(2 * 2 + 2 * 2 * 3 + 2);
        assertThat(text).endsWith("# EOF\n").containsOnlyOnce("# TYPE portent_forecast_health ");
    }

    @Test
    void nothingToWrite_isStillAWholeFile() throws IOException {
        assertThat(text(past())).startsWith("# TYPE ").endsWith("# EOF\n");
    }

    @Test
    void forecastsOfTheSameTime_areWrittenOnce() throws IOException {
        List<Forecast> twice = List.of(forecast("shop", 1), forecast("shop", 1), forecast("shop", 2));
        assertThat(text(new Kept(Map.of("shop", twice))).lines().filter(line -> line.startsWith("portent_health")))
                .hasSize(8);
    }

    @Test
    void prometheusTakesThemIn_andShowsWhatWasForecast() throws IOException, InterruptedException {
        Promtool.required();
        String hostile = "a\"b\\c\nd";
        Path file = directory.resolve("past.txt");
        try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
            OpenMetricsWriter.write(out, hostile, past("shop", hostile), health());
        }
        Path blocks = Files.createDirectory(directory.resolve("blocks"));
        File nothing = new File("/dev/null");
        Promtool.says(
                directory, nothing, "tsdb", "create-blocks-from", "openmetrics", file.toString(), blocks.toString());

        Files.createDirectory(blocks.resolve("wal")); // as a database has it; promtool wants to see one
        String dump = Promtool.says(directory, nothing, "tsdb", "dump", blocks.toString());

        List<String> red = dump.lines()
                .filter(line -> line.contains("\"portent_forecast_probability_ratio\"")
                        && line.contains("entity=\"shop\"")
                        && line.contains("horizon=\"1h\"")
                        && line.contains("state=\"red\""))
                .toList();
        assertThat(red).hasSize(MINUTES - MINUTES / 50 * 5);
        for (int i = 0; i < 45; i++) {
            String[] words = red.get(i).substring(red.get(i).indexOf('}') + 2).split(" ", -1);
            assertThat(Double.parseDouble(words[0])).isCloseTo(red(i), within(1e-12));
            assertThat(Long.parseLong(words[1])).isEqualTo(Histories.minute(i).toEpochMilli());
        }
        assertThat(dump).contains("entity=\"a\\\"b\\\\c\\nd\"");
        assertThat(dump.lines().filter(line -> !line.contains(" job=\"a\\\"b\\\\c\\nd\"")))
                .as("every series has the job")
                .isEmpty();
        assertThat(count(dump, "__name__=\"portent_health\"", "portent_health=\"red\"", "} 1 "))
                .isEqualTo(20);
    }

    private static long count(String dump, String... parts) {
        return dump.lines()
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .count();
    }
}
