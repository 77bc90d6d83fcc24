package io.portent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.portent.docs.Dashboard;
import io.portent.feed.RealServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * The one command of the README, as the packaged program runs it, once; and what dashboards and alerts make of it in a real Prometheus
 * and a real Alertmanager, where those are installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {
    private static final long MINUTES = 12;
    private static final Duration LONGEST_HORIZON = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Pattern ADDRESS = Pattern.compile("Look at http://127\\.0\\.0\\.1:(\\d+)/ ");

    /** What a quarter of an hour of one shop cannot show. A page that was filled by hand answers instead. */
    private static final Map<String, String> NOT_IN_A_DEMO = Map.of(
            "portent_log_clients", "the demo reads a file",
            "portent_drift_score_ratio", "drift takes half a day of windows",
            "portent_retrain_last_success_timestamp_seconds", "the demo does not retrain",
            "portent_retrain_last_cause", "the demo does not retrain",
            "portent_shadow_model_info", "the demo has no challenger",
            "portent_shadow_forecast_health", "the demo has no challenger",
            "portent_shadow_forecast_probability_ratio", "the demo has no challenger",
            "portent_config_last_reload_successful", "the demo has no configuration file",
            "portent_config_last_reload_success_timestamp_seconds", "the demo has no configuration file");

    private @Nullable Onlookers onlookers;
    private @Nullable FilledPage filled;
    private String missing = "";
    private String said = "";
    private boolean ended;
    private int exitValue = -1;
    private Instant began = Instant.EPOCH;
    private Instant over = Instant.EPOCH;

    @BeforeAll
    void run(@TempDir Path directory) throws IOException, InterruptedException {
        lookers(directory);
        Path output = directory.resolve("output.txt");
        Process demo = new ProcessBuilder(
                        "./agent", "demo", "--once", "--listen", "127.0.0.1:0", "--dir", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            look(demo, output);
            ended = demo.waitFor(MINUTES, TimeUnit.MINUTES);
            over = Instant.now();
            exitValue = ended ? demo.exitValue() : -1;
            if (exitValue == 0 && onlookers != null) {
                onlookers.awaitDown();
            }
        } finally {
            demo.destroyForcibly();
            said = Files.readString(output);
        }
    }

    private void lookers(Path directory) throws IOException {
        try {
            RealServer.required("prometheus", "prometheus-alertmanager");
            filled = FilledPage.serve();
            onlookers = Onlookers.waiting(directory.resolve("onlookers"));
        } catch (TestAbortedException notInstalled) {
            missing = String.valueOf(notInstalled.getMessage());
        }
    }

    private void look(Process demo, Path output) throws IOException {
        if (onlookers == null || filled == null) {
            return;
        }
        await().atMost(Duration.ofMinutes(MINUTES))
                .until(() -> !demo.isAlive()
                        || ADDRESS.matcher(Files.readString(output)).find());
        Matcher address = ADDRESS.matcher(Files.readString(output));
        if (address.find()) {
            began = Instant.now();
            onlookers.lookAt(Integer.parseInt(address.group(1)), filled.port());
        }
    }

    @AfterAll
    void close() {
        if (onlookers != null) {
            onlookers.close();
        }
        if (filled != null) {
            filled.close();
        }
    }

    private Onlookers onlookers() {
        if (onlookers == null) {
            throw new TestAbortedException(missing);
        }
        assertThat(exitValue).as(said).isZero();
        return onlookers;
    }

    @Test
    void demo_forecastsRedBeforeTheServiceFails() {
        assertThat(ended).as(said).isTrue();
        assertThat(exitValue).as(said).isZero();
        assertThat(said)
                .contains("red within 15m:", "climatology", "persistence", "error-rate", "logistic")
                .containsPattern("\\d\\d:\\d\\d  forecast: red within ")
                .containsPattern("\\d\\d:\\d\\d  the shop fails: red by its own objective")
                .containsPattern("forecast red for .+ ahead at \\d\\d:\\d\\d.*; the service failed .+ later");
    }

    @Test
    void everyQueryOfTheDashboards_isAnswered() throws Exception {
        Onlookers prometheus = onlookers();
        List<String> unanswered = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.all()) {
            for (Dashboard.Query query : dashboard.queries()) {
                boolean tooShort = NOT_IN_A_DEMO.keySet().stream().anyMatch(query.expr()::contains);
                for (String asked : query.asked("portent")) {
                    boolean answered = answers(prometheus, query, asked);
                    // What is answered all the same does not belong in that list.
                    if (answered == tooShort) {
                        unanswered.add(query.where() + ": " + asked + (answered ? ", which is answered" : ""));
                    }
                }
                if (tooShort
                        && query.asked("filled").stream()
                                .noneMatch(asked -> answersQuietly(prometheus, query, asked))) {
                    unanswered.add(query.where() + ", by no page at all");
                }
            }
        }
        assertThat(unanswered).isEmpty();
    }

    private boolean answersQuietly(Onlookers prometheus, Dashboard.Query query, String asked) {
        try {
            return answers(prometheus, query, asked);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean answers(Onlookers prometheus, Dashboard.Query query, String asked)
            throws IOException, InterruptedException {
        Instant to = query.now() ? over : over.plus(LONGEST_HORIZON);
        return !prometheus.series(asked, began, to, STEP).isEmpty();
    }

    /** What was forecast a horizon ago speaks of now, and what is forecast now of then: Prometheus answers for moments that have not come. */
    @Test
    void theForecast_isDrawnIntoTheFuture() throws Exception {
        Onlookers prometheus = onlookers();
        List<String> drawn = new ArrayList<>();
        for (Dashboard.Query query : dashboard("predicted-health.json").queries()) {
            if (query.expr().contains("offset $horizon")) {
                for (String asked : query.asked("portent")) {
                    Duration horizon = Duration.parse("PT" + asked.replaceAll("(?s).*offset (\\d+[mh]).*", "$1"));
                    Instant now = over;
                    List<JsonNode> series = prometheus.series(
                            asked, now.plusSeconds(1), now.plus(LONGEST_HORIZON), Duration.ofSeconds(1));
                    assertThat(series).as(asked).isNotEmpty();
                    JsonNode points = series.get(0).path("values");
                    long last = points.get(points.size() - 1).get(0).asLong();
                    assertThat(last)
                            .as(asked)
                            .isGreaterThan(now.getEpochSecond())
                            .isCloseTo(now.plus(horizon).getEpochSecond(), within(30L));
                    drawn.add(asked);
                }
            }
        }
        assertThat(drawn).as("a band and two lines, for each of three horizons").hasSize(9);
    }

    private static Dashboard dashboard(String name) throws IOException {
        return Dashboard.all().stream()
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRule_isEvaluatedWithoutAnError() throws Exception {
        List<JsonNode> rules = onlookers().ruleStates();
        assertThat(rules).hasSizeGreaterThan(20);
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
        });
    }

    @Test
    void theAlarm_reachesPeople_withWhatDrivesIt_andEnds() {
        Onlookers all = onlookers();
        await("the alarm is over")
                .atMost(Duration.ofSeconds(60))
                .until(() -> all.told("PortentForecastRed").stream()
                        .anyMatch(alert -> alert.path("status").asText().equals("resolved")));
        JsonNode alarm = all.told("PortentForecastRed").get(0);
        assertThat(alarm.path("status").asText()).isEqualTo("firing");
        assertThat(alarm.at("/labels/entity").asText()).isEqualTo("shop");
        assertThat(alarm.at("/labels/severity").asText()).isEqualTo("warning");
        assertThat(alarm.at("/annotations/summary").asText()).startsWith("shop is forecast to fail within ");
        assertThat(alarm.at("/annotations/description").asText())
                .containsPattern("has a chance of [0-9.]+%, .* Driven by [a-z0-9:]+ \\([0-9.]+%\\).*\\.$");
        assertThat(Instant.parse(alarm.path("startsAt").asText())).isBefore(over);
    }

    /** The forecast itself is no label; what the shop rings for itself is one, from its beginning to its end. */
    @Test
    void theFailure_comesBackAsALabel() {
        Onlookers all = onlookers();
        await("the label has ended")
                .atMost(Duration.ofSeconds(60))
                .until(() -> all.labels().stream()
                        .anyMatch(label -> !label.path("end").asText("").isEmpty()));
        assertThat(labels(all)).singleElement().satisfies(label -> {
            assertThat(label.path("entity").asText()).isEqualTo("shop");
            assertThat(label.path("state").asText()).isEqualTo("red");
            assertThat(label.path("source").asText()).startsWith("alertmanager");
            assertThat(Instant.parse(label.path("start").asText())).isBetween(began, over);
        });
        assertThat(all.told("ShopMissesItsObjective"))
                .as("people are told all the same")
                .isNotEmpty();
    }

    private static List<JsonNode> labels(Onlookers all) {
        try {
            return all.labels();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
