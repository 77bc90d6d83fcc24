package io.portent.metrics.prometheus;

import static io.portent.health.HealthState.GREEN;
import static io.portent.health.HealthState.ORANGE;
import static io.portent.health.HealthState.RED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.metrics.ConfigMeter;
import io.portent.metrics.Contribution;
import io.portent.metrics.RetrainMeter;
import io.portent.metrics.Skill;
import io.portent.metrics.SourceMeter;
import io.portent.metrics.StoreMeter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class PrometheusMetricsTest {
    private static final Instant TIME = Instant.parse("2026-03-04T05:06:00Z");
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final PrometheusMetrics metrics = new PrometheusMetrics(3, false);

    @Test
    void pageOfASmallScenario_isThis() throws IOException {
        scenario();
        assertThat(ownPart(page(null))).isEqualTo(resource("page.txt"));
    }

    @Test
    void openMetricsPageOfTheSameScenario_isThis() throws IOException {
        scenario();
        assertThat(metrics.contentType(OPEN_METRICS)).isEqualTo(OPEN_METRICS);
        String page = page(OPEN_METRICS);
        assertThat(page).endsWith("# EOF\n");
        assertThat(ownPart(page)).isEqualTo(resource("page.openmetrics.txt"));
    }

    @Test
    void everyCounterIsThere_atZero_fromTheStart() throws IOException {
        metrics.source("app");
        metrics.store(List.of("locked", "disk_full"));
        metrics.refusals(List.of("slow"));
        Map<String, Double> samples = samples();
        for (MetricDoc doc : PrometheusMetrics.catalogue()) {
            String labels = doc.labels().isEmpty()
                    ? ""
                    : doc.labels().equals(List.of("problem"))
                            ? "{problem=\"locked\",}"
                            : doc.labels().equals(List.of("reason")) ? "{reason=\"slow\",}" : "{source=\"app\",}";
            if (doc.type().equals("counter")) {
                assertThat(samples).containsEntry(doc.name() + labels, 0.0);
            }
        }
        assertThat(samples).containsEntry("portent_outcome_lead_seconds_count", 0.0);
        assertThat(samples).containsEntry("portent_log_lag_seconds{source=\"app\",}", 0.0);
    }

    @Test
    void contributions_nameTemplatesByTheirIdAloneUnlessTheirTextMayBeShown() throws IOException {
        Contribution one = new Contribution("1a2b3c4d", "pool \"main\" nearly <*>", 0.5);
        metrics.published(known("shop"), List.of(one));
        assertThat(samples())
                .containsEntry(
                        "portent_forecast_contribution_ratio{entity=\"shop\",template_id=\"1a2b3c4d\",template=\"\",}",
                        0.5);
        assertThat(page(null)).doesNotContain("nearly");

        PrometheusMetrics open = new PrometheusMetrics(3, true);
        open.published(known("shop"), List.of(one, new Contribution("x", "y".repeat(5_000), 0.25)));
        StringWriter page = new StringWriter();
        open.write(page, null);
        assertThat(page.toString())
                .contains("{entity=\"shop\",template_id=\"1a2b3c4d\",template=\"pool \\\"main\\\" nearly <*>\",} 0.5")
                .contains("template=\"" + "y".repeat(200) + "...\",} 0.25");

        open.published(Forecast.unknown("shop", TIME, List.of(Duration.ofMinutes(5)), "stale"));
        page.getBuffer().setLength(0);
        open.write(page, null);
        assertThat(page.toString()).doesNotContain("template_id");
    }

    @Test
    void theTextOfTemplates_goesFromThePageWhenItMayNotBeShownAnyMore() throws IOException {
        metrics.published(known("shop"), List.of(new Contribution("1a2b3c4d", "pool nearly <*>", 0.5)));
        metrics.showTemplateText(true);
        assertThat(page(null)).contains("pool nearly");
        metrics.showTemplateText(false);
        assertThat(page(null)).doesNotContain("pool nearly").contains("1a2b3c4d");
    }

    @Test
    void whatWasSaidLast_isUnknownAsLongAsNobodyForecasts() throws IOException {
        AtomicBoolean hangs = new AtomicBoolean();
        metrics.leftBehind(hangs::get);
        metrics.published(known("shop"), List.of(new Contribution("1a2b3c4d", "pool nearly <*>", 0.5)));
        metrics.shadowed(known("shop"));
        metrics.observed("shop", HealthState.GREEN);
        Map<String, Double> before = ofEntities();

        hangs.set(true);
        assertThat(samples())
                .containsEntry("portent_health{entity=\"shop\",portent_health=\"unknown\",}", 1.0)
                .containsEntry("portent_health{entity=\"shop\",portent_health=\"green\",}", 0.0)
                .containsEntry("portent_forecast_timestamp_seconds{entity=\"shop\",}", TIME.getEpochSecond() * 1.0)
                .hasEntrySatisfying(
                        "portent_forecast_health{entity=\"shop\",horizon=\"5m\",portent_forecast_health=\"unknown\",}",
                        unknown -> assertThat(unknown).isOne())
                .allSatisfy(
                        (name, value) -> assertThat(name).doesNotContain("probability_ratio{", "contribution_ratio{"));

        hangs.set(false);
        assertThat(ofEntities()).isEqualTo(before);
    }

    private Map<String, Double> ofEntities() throws IOException {
        Map<String, Double> found = new TreeMap<>(samples());
        found.keySet().removeIf(name -> !name.contains("entity="));
        return found;
    }

    @Test
    void ofASourceThatHasGone_nothingIsLeft() throws IOException {
        metrics.source("app").clients(1);
        metrics.source("other").parsed(2);
        metrics.noSource("app");
        assertThat(samples().keySet()).noneMatch(name -> name.contains("app"));
        metrics.source("app");
        assertThat(samples())
                .containsEntry("portent_log_lines_total{source=\"app\",}", 0.0)
                .containsEntry("portent_log_lines_total{source=\"other\",}", 2.0);
    }

    @Test
    void linesAreTheSumOfParsedUnparsedAndFiltered() throws IOException {
        SourceMeter source = metrics.source("app");
        source.parsed(5);
        source.unparsed(3);
        source.filtered(2);
        assertThat(metrics.source("app")).isNotNull();
        assertThat(samples())
                .containsEntry("portent_log_lines_total{source=\"app\",}", 10.0)
                .containsEntry("portent_log_unparsed_lines_total{source=\"app\",}", 3.0)
                .containsEntry("portent_log_filtered_lines_total{source=\"app\",}", 2.0);
    }

    @Test
    void unknownForecast_showsNoProbability_andNoGreen() throws IOException {
        metrics.published(known("shop"));
        metrics.published(
                Forecast.unknown("shop", TIME, List.of(Duration.ofMinutes(5), Duration.ofHours(1)), "No model."));
        Map<String, Double> samples = samples();
        assertThat(samples.keySet()).noneMatch(name -> name.startsWith("portent_forecast_probability_ratio"));
        for (String horizon : List.of("5m", "1h")) {
            assertThat(states(samples, "shop", horizon)).containsExactly(0.0, 0.0, 0.0, 1.0);
        }
    }

    @Test
    void exactlyOneStateIsOne_andProbabilitiesSumToOne() throws IOException {
        metrics.published(known("shop"));
        Map<String, Double> samples = samples();
        assertThat(states(samples, "shop", "5m")).containsExactly(1.0, 0.0, 0.0, 0.0);
        assertThat(states(samples, "shop", "1h")).containsExactly(0.0, 0.0, 1.0, 0.0);
        double sum = samples.entrySet().stream()
                .filter(e -> e.getKey().startsWith("portent_forecast_probability_ratio{entity=\"shop\",horizon=\"1h\""))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        assertThat(sum).isEqualTo(1.0);
    }

    @Test
    void entitiesBeyondTheLimit_areDroppedAndCounted() throws IOException {
        for (int i = 0; i < 5; i++) {
            metrics.published(known("e" + i));
        }
        metrics.observed("e0", RED);
        metrics.observed("e9", RED);
        assertThat(samples())
                .containsEntry("portent_entities_dropped_total", 3.0)
                .containsKey("portent_forecast_timestamp_seconds{entity=\"e2\",}")
                .doesNotContainKey("portent_forecast_timestamp_seconds{entity=\"e3\",}");
        metrics.forget("e1");
        metrics.published(known("e7"));
        assertThat(samples())
                .containsKey("portent_forecast_timestamp_seconds{entity=\"e7\",}")
                .doesNotContainKey("portent_forecast_timestamp_seconds{entity=\"e1\",}");
    }

    @Test
    void modelThatGoes_takesItsSeriesAlong() throws IOException {
        metrics.model("v1", "lstm", TIME, List.of(new Skill("5m", "climatology", Double.NaN)));
        assertThat(samples())
                .containsEntry("portent_model_info{version=\"v1\",network=\"lstm\",}", 1.0)
                .containsKey("portent_model_trained_timestamp_seconds");
        assertThat(samples().keySet()).noneMatch(name -> name.startsWith("portent_model_skill_ratio"));
        metrics.noModel();
        assertThat(samples().keySet()).noneMatch(name -> name.startsWith("portent_model"));
    }

    @Test
    void shadowForecasts_haveFamiliesOfTheirOwn_andGoWithTheChallenger() throws IOException {
        metrics.published(Forecast.unknown("shop", TIME, List.of(Duration.ofMinutes(5)), "stale"));
        metrics.shadowModel("v2", "lstm");
        metrics.shadowed(known("shop"));
        assertThat(samples())
                .containsEntry("portent_shadow_model_info{version=\"v2\",network=\"lstm\",}", 1.0)
                .containsEntry(
                        "portent_shadow_forecast_health{entity=\"shop\",horizon=\"1h\",portent_shadow_forecast_health=\"red\",}",
                        1.0)
                .containsEntry(
                        "portent_shadow_forecast_probability_ratio{entity=\"shop\",horizon=\"1h\",state=\"red\",}", 0.5)
                .containsEntry(
                        "portent_forecast_health{entity=\"shop\",horizon=\"5m\",portent_forecast_health=\"unknown\",}",
                        1.0);
        assertThat(samples().keySet()).noneMatch(name -> name.startsWith("portent_forecast_probability_ratio"));

        metrics.noShadow();
        assertThat(samples().keySet())
                .noneMatch(name -> name.startsWith("portent_shadow"))
                .anyMatch(name -> name.startsWith("portent_forecast_health"));
    }

    @Test
    void driftScore_isAbsentWhereItCannotBeTold() throws IOException {
        metrics.drifted("shop", 0.5);
        metrics.drifted("till", Double.NaN);
        assertThat(samples())
                .containsEntry("portent_drift_score_ratio{entity=\"shop\",}", 0.5)
                .doesNotContainKey("portent_drift_score_ratio{entity=\"till\",}");
        metrics.drifted("shop", Double.NaN);
        assertThat(samples().keySet()).noneMatch(name -> name.startsWith("portent_drift"));
    }

    @Test
    void lastSuccessOfRetraining_isAbsentUntilThereIsOne() throws IOException {
        String name = "portent_retrain_last_success_timestamp_seconds";
        RetrainMeter retrain = metrics.retrain(List.of());
        retrain.failed();
        assertThat(samples()).doesNotContainKey(name).containsEntry("portent_retrain_failures_total", 1.0);
        retrain.rejected(TIME);
        assertThat(samples()).containsEntry(name, (double) TIME.getEpochSecond());
        retrain.running(7);
        assertThat(samples())
                .containsEntry("portent_retrain_running", 1.0)
                .containsEntry("portent_retrain_progress_ratio", 1.0);
        retrain.idle();
        assertThat(samples())
                .containsEntry("portent_retrain_running", 0.0)
                .containsEntry("portent_retrain_progress_ratio", 0.0);
    }

    @Test
    void causeOfTheLastRetrain_isOneOfThoseTold_andNoneBeforeThereWasOne() throws IOException {
        RetrainMeter retrain = metrics.retrain(List.of("better", "failed"));
        String better = "portent_retrain_last_cause{portent_retrain_last_cause=\"better\",}";
        String failed = "portent_retrain_last_cause{portent_retrain_last_cause=\"failed\",}";
        assertThat(samples()).containsEntry(better, 0.0).containsEntry(failed, 0.0);
        retrain.cause("failed");
        retrain.cause("better");
        assertThat(samples()).containsEntry(better, 1.0).containsEntry(failed, 0.0);
    }

    @Test
    void labelSources_areBounded_andNoLabelIsLostFromTheSum() throws IOException {
        Map<String, Long> known = new TreeMap<>(Map.of("other", 5L, "x".repeat(5_000), 7L));
        for (long i = 1; i <= 100; i++) {
            known.put("source-" + i, i);
        }
        metrics.labels(known);
        Map<String, Double> shown = samples();
        shown.keySet().removeIf(name -> !name.startsWith("portent_labels"));
        assertThat(shown).hasSize(31).containsEntry("portent_labels{source=\"source-71\",}", 71.0);
        assertThat(shown.values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(5050.0 + 12);
        metrics.labels(Map.of("alertmanager", 2L));
        assertThat(samples()).containsEntry("portent_labels{source=\"alertmanager\",}", 2.0);
        assertThat(samples().keySet()).noneMatch(name -> name.contains("source-"));
    }

    @Test
    void hostileEntityName_staysInItsLabel() throws IOException {
        metrics.published(known("a\"} 1\nevil_total 7 \\<script>"));
        String page = page(null);
        assertThat(page).contains("{entity=\"a\\\"} 1\\nevil_total 7 \\\\<script>\"");
        assertThat(page.lines()).noneMatch(line -> line.startsWith("evil_total"));
        assertThat(promtool(page)).isEmpty();
    }

    @Test
    void promtool_findsNothingToSay() throws IOException {
        scenario();
        assertThat(promtool(page(null))).isEmpty();
    }

    @Test
    void ownFamiliesOnThePage_areThoseOfTheCatalogue() throws IOException {
        scenario();
        List<String> onPage = page(null)
                .lines()
                .filter(line -> line.startsWith("# HELP portent_"))
                .map(line -> line.substring("# HELP ".length()).replaceFirst(" ", "|"))
                .sorted()
                .toList();
        assertThat(onPage)
                .isEqualTo(PrometheusMetrics.catalogue().stream()
                        .map(doc -> doc.name() + "|" + doc.help())
                        .sorted()
                        .toList());
    }

    @Test
    void documentation_namesExactlyTheseMetrics() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("docs/METRICS.md"), UTF_8).stream()
                .filter(line -> line.startsWith("| `portent_"))
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(PrometheusMetrics.catalogue().stream()
                        .map(PrometheusMetricsTest::row)
                        .toList());
    }

    private static String row(MetricDoc doc) {
        String labels = doc.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + doc.name() + "` | " + doc.type() + " | " + labels + " | " + doc.help() + " |";
    }

    private void scenario() {
        metrics.build("0.1.0", "abc");
        metrics.model("7", "simple-rnn", TIME.minusSeconds(3600), List.of(new Skill("5m", "climatology", 0.25)));
        metrics.published(known("shop"), List.of(new Contribution("1a2b3c4d", "pool nearly <*>", 0.5)));
        metrics.published(Forecast.unknown("till", TIME, List.of(Duration.ofMinutes(5)), "No window seen yet."));
        metrics.shadowModel("8", "lstm");
        metrics.shadowed(known("shop"));
        metrics.drifted("shop", 0.25);
        metrics.observed("shop", ORANGE);
        metrics.observed("till", null);
        metrics.forecastRun(Duration.ofMillis(20));
        metrics.forecastFailed();
        metrics.templates(42);
        metrics.newTemplates(2);
        metrics.overflowed(6);
        metrics.leftOut(7);
        metrics.held(1);
        SourceMeter source = metrics.source("app");
        source.parsed(100);
        source.unparsed(2);
        source.filtered(3);
        source.bytes(4096);
        source.rotations(1);
        source.truncations(1);
        source.generationsMissed(1);
        source.longLines(1);
        source.readFailures(1);
        source.refused(8);
        source.clients(2);
        source.unreadableFiles(2);
        source.late(4);
        source.future(3);
        source.dropped(2);
        source.withoutEntity(1);
        source.lag(Duration.ofMillis(1500));
        metrics.alarms(3);
        metrics.trueAlarms(2);
        metrics.onsets(4);
        metrics.missedOnsets(2);
        metrics.intervened(1);
        RetrainMeter retrain = metrics.retrain(List.of("better", "failed"));
        retrain.promoted(TIME.minusSeconds(3600));
        retrain.rejected(TIME.minusSeconds(60));
        retrain.failed();
        retrain.running(0.5);
        retrain.cause("better");
        StoreMeter store = metrics.store(List.of("disk_full", "locked"));
        store.failed("locked");
        store.dropped(5);
        store.pending(3);
        ConfigMeter config = metrics.config();
        config.taken(TIME.minusSeconds(600));
        config.refused();
        metrics.labels(Map.of("alertmanager", 7L, "import", 12L));
        metrics.refusals(List.of("slow", "token"));
        metrics.refused("token");
        metrics.lead(Duration.ofMinutes(11));
    }

    private static Forecast known(String entity) {
        return new Forecast(
                entity,
                TIME,
                List.of(
                        new HorizonForecast(Duration.ofMinutes(5), 0.75, 0.125, 0.125, GREEN),
                        new HorizonForecast(Duration.ofHours(1), 0.25, 0.25, 0.5, RED)),
                null);
    }

    private static List<Double> states(Map<String, Double> samples, String entity, String horizon) {
        return Stream.of("green", "orange", "red", "unknown")
                .map(state -> samples.get("portent_forecast_health{entity=\"" + entity + "\",horizon=\"" + horizon
                        + "\",portent_forecast_health=\"" + state + "\",}"))
                .toList();
    }

    private String page(@Nullable String accept) throws IOException {
        StringWriter out = new StringWriter();
        metrics.write(out, accept);
        return out.toString();
    }

    private Map<String, Double> samples() throws IOException {
        Map<String, Double> samples = new TreeMap<>();
        page(null)
                .lines()
                .filter(line -> line.startsWith("portent_"))
                .forEach(line -> samples.put(
                        line.substring(0, line.lastIndexOf(' ')),
                        Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
        return samples;
    }

    /** The families of the JVM change with the JVM; the order of families is the registry's hash order. */
    private static String ownPart(String page) {
        String familyStart = page.startsWith("# HELP ") ? "# HELP " : "# TYPE ";
        return Stream.of(page.replace("# EOF\n", "").split("(?m)^(?=" + familyStart + ")", -1))
                .filter(family -> family.startsWith(familyStart + "portent_"))
                .sorted()
                .collect(Collectors.joining());
    }

    private static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/io/portent/metrics/prometheus", name));
    }

    /** What promtool says; empty where it has nothing to say. */
    private static String promtool(String page) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL),
                "NOT CHECKED: " + PROMTOOL + " is missing (Debian package prometheus), so nobody looked at the page");
        Process process = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = process.outputWriter(UTF_8)) {
            in.write(page);
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said;
    }
}
