package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.Histories;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.RetrainJournal;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.config.Difference;
import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.WindowReader.Extent;
import io.portent.store.jdbc.JdbcStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key that a running agent is said to take over, taken over by one: what it does by the former value, and what by the latter. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // filled before all
class LiveConfigurationTest {
    /** The agent itself does nothing by these: the process that learns reads the file itself, as {@link #learner} shows. */
    private static final Set<String> OF_THE_LEARNER = Set.of(
            "forecast.alarm_budget",
            "model.network",
            "model.units",
            "model.layers",
            "model.epochs",
            "model.ensemble",
            "model.seed",
            "model.features");

    private static final int LARGE = 1_400;

    private Path directory;
    private ReconfiguredAgent agent;

    /** @param key that is changed while the agent runs, and nothing beside it */
    record Row(String key, Showing showing) {
        @Override
        public String toString() {
            return key;
        }
    }

    /** Shows what it does by one value, and by another. */
    interface Showing {
        void show() throws Exception;
    }

    @BeforeAll
    void start(@TempDir Path fresh) throws IOException {
        directory = fresh;
        agent = new ReconfiguredAgent(directory);
    }

    @AfterAll
    void end() throws IOException {
        agent.close();
    }

    /** In this order: what is drifted is learnt anew once a day at most, and at last a line is written that ends the silence. */
    List<Row> rows() {
        return List.of(
                new Row("forecast.every", this::every),
                new Row("forecast.stale_after", this::staleAfter),
                new Row("model.max_age", () -> isUnknown("model.max_age", "1h", "stale model")),
                new Row("model.max_drift", () -> isUnknown("model.max_drift", "1", "drift")),
                new Row("labels.default", this::defaultState),
                new Row("labels.files", this::files),
                new Row("labels.trust", this::trust),
                new Row("labels.rules", this::rules),
                new Row("labels.least_confidence", this::leastConfidence),
                new Row("labels.prometheus", () -> isAsked("labels.prometheus", "{url: %s/one}", "{url: %s/two}")),
                new Row(
                        "labels.grafana",
                        () -> isAsked(
                                "labels.grafana", "{url: %s/three, tags: [outage]}", "{url: %s/four, tags: [outage]}")),
                new Row("labels.fetch_every", this::fetchEvery),
                new Row("labels.fetch_since", this::fetchSince),
                new Row("metrics.template_text", this::templateText),
                new Row("retrain", this::shadow),
                new Row("retrain", this::onDrift),
                new Row("retrain", this::learner),
                new Row("store.retention", this::retention),
                new Row("store.max_size", this::maxSize),
                new Row("forecast.at_once", this::atOnce));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void keyThatIsCalledLive_takesEffect(Row row) throws Exception {
        agent.take(Map.of());
        row.showing().show();
        agent.take(Map.of());
    }

    /** The page of every key at another value tells which ones there are. */
    @Test
    void noKeyIsCalledLive_thatIsNotShown() throws IOException {
        AgentConfig plain = ConfigFile.parse("test", "sources: [{name: app, files: [app.log]}]", Map.of());
        AgentConfig full = ConfigFile.load(Path.of("src/test/resources/io/portent/config/full.yaml"), Map.of());
        Set<String> keys = new HashSet<>(OF_THE_LEARNER);
        rows().forEach(row -> keys.add(row.key()));
        assertThat(Difference.between(plain, full).live())
                .filteredOn(key -> !key.startsWith("source "))
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    private void takes(String key, String value) throws Exception {
        takes(Map.of(), key, value);
    }

    /** @param before what is in force already, but for the key */
    private void takes(Map<String, String> before, String key, String value) throws Exception {
        Map<String, String> all = new HashMap<>(before);
        all.put(key, value);
        String changed = key.startsWith("retrain.") ? "retrain" : key;
        assertThat(agent.take(all)).isEqualTo(List.of(changed));
    }

    private void isUnknown(String key, String value, String why) throws Exception {
        agent.until("known", () -> agent.forecast().equals("known"));
        takes(key, value);
        agent.until(why, () -> agent.forecast().contains(why));
        agent.take(Map.of());
        agent.until("known again", () -> agent.forecast().equals("known"));
    }

    /** Whoever looks at the page is told, too. */
    private void staleAfter() throws Exception {
        isUnknown("forecast.stale_after", "5m", "stale input");
        String before = staleAfterSeconds();
        takes("forecast.stale_after", "5m");
        assertThat(staleAfterSeconds()).isNotEqualTo(before).matches("\\d+");
    }

    private String staleAfterSeconds() throws Exception {
        return agent.page("/api/v1/status").replaceAll("(?s).*\"stale_after_seconds\":(\\d+),.*", "$1");
    }

    private double runs() throws Exception {
        return agent.metric("portent_forecast_runs_total");
    }

    private void every() throws Exception {
        takes("forecast.every", "1h");
        double before = runs();
        await().during(Duration.ofMillis(2_500)).atMost(Duration.ofMinutes(1)).until(() -> runs() <= before + 1);
        takes("forecast.every", "2s");
        agent.until("again and again", () -> runs() >= before + 3);
    }

    private Map<String, String> asking(String every) {
        return Map.of(
                "labels.fetch_every",
                every,
                "labels.prometheus",
                "{url: \"" + agent.system().url() + "\"}");
    }

    private void defaultState() throws Exception {
        assertThat(agent.isObserved("green")).isFalse();
        takes("labels.default", "green");
        agent.until("green", () -> agent.isObserved("green"));
    }

    private String labels(String name, String state) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "entity,state,start,end,source,note\nshop," + state + ",2026-03-03T23:00:00Z,,slo,\n");
        return "[\"" + file + "\"]";
    }

    private void files() throws Exception {
        String orange = labels("orange.csv", "orange");
        String red = labels("red.csv", "red");
        takes("labels.files", orange);
        agent.until("orange", () -> agent.isObserved("orange"));
        takes("labels.files", red);
        agent.until("red", () -> agent.isObserved("red"));
    }

    private void trust() throws Exception {
        Label label = new Label("shop", HealthState.ORANGE, Instant.parse("2026-03-03T23:00:00Z"), null, "person", "");
        Recorded orange = new Recorded(LabelKey.of(label), label, 1, Histories.START);
        try (JdbcStore store = agent.store()) {
            store.labels().put(List.of(orange));
            Map<String, String> red = Map.of("labels.files", labels("red.csv", "red"));
            agent.take(red);
            agent.until("orange", () -> agent.isObserved("orange"));
            takes(red, "labels.trust", "[file, person]");
            agent.until("red", () -> agent.isObserved("red"));
            store.labels().remove(List.of(orange.key()));
        }
    }

    private void rules() throws Exception {
        takes("labels.rules", "[{state: red, silence: 5m}]");
        agent.until("red", () -> agent.isObserved("red"));
        takes("labels.rules", "[{state: orange, silence: 5m}]");
        agent.until("orange", () -> agent.isObserved("orange"));
    }

    private void leastConfidence() throws Exception {
        Map<String, String> rules =
                Map.of("labels.rules", "[{state: red, silence: 5m, confidence: 0.6}]", "labels.default", "green");
        agent.take(rules);
        agent.until("red", () -> agent.isObserved("red"));
        takes(rules, "labels.least_confidence", "0.7");
        agent.until("no longer", () -> !agent.isObserved("red"));
    }

    private void isAsked(String key, String one, String two) throws Exception {
        for (String value : List.of(one, two)) {
            takes(key, value.replace("%s", agent.system().url().toString()));
            String path = value.replaceFirst(".*(/[a-z]+).*", "$1");
            agent.until(
                    path,
                    () -> agent.system().asked().stream()
                            .anyMatch(asked -> asked.path().startsWith(path + "/")));
        }
    }

    private void fetchEvery() throws Exception {
        agent.take(asking("1h"));
        takes(asking("1h"), "labels.fetch_every", "10s");
        int before = agent.system().asked().size();
        agent.until("twice", () -> agent.system().asked().size() >= before + 2);
    }

    private void fetchSince() throws Exception {
        agent.take(asking("1h"));
        takes(asking("1h"), "labels.fetch_since", "9d");
        Instant since = ReconfiguredAgent.NOW.minus(Duration.ofDays(9));
        agent.until(
                "nine days",
                () -> agent.system().asked().stream()
                        .map(asked -> asked.query().getOrDefault("start", "0"))
                        .anyMatch(start -> Math.abs(Double.parseDouble(start) - since.getEpochSecond()) < 3_600));
    }

    private void templateText() throws Exception {
        String plain = "portent_forecast_contribution_ratio{entity=\"shop\",template_id=\"k\",template=\"\",}";
        agent.until("without", () -> agent.metric(plain) > 0);
        takes("metrics.template_text", "true");
        String text =
                "portent_forecast_contribution_ratio{entity=\"shop\",template_id=\"k\",template=\"some <*> came\",}";
        agent.until("with", () -> agent.metric(text) > 0);
        takes("metrics.template_text", "false");
        agent.until("without again", () -> agent.metric(plain) > 0);
    }

    private void shadow() throws Exception {
        assertThat(agent.page("/metrics")).doesNotContain("portent_shadow_model_info{");
        takes("retrain.shadow", "true");
        agent.until("in shadow", () -> agent.page("/metrics").contains("portent_shadow_model_info{"));
        agent.take(Map.of());
        assertThat(agent.page("/metrics")).doesNotContain("portent_shadow_model_info{");
    }

    private List<RetrainReceipt> receipts() throws IOException {
        return new RetrainJournal(directory.resolve("models")).receipts();
    }

    private void onDrift() throws Exception {
        Map<String, String> strict = Map.of("model.max_drift", "1");
        agent.take(strict);
        agent.until("drifted", () -> agent.forecast().contains("drift"));
        assertThat(receipts()).isEmpty();
        takes(strict, "retrain.on_drift", "true");
        agent.until("learnt", () -> !receipts().isEmpty());
    }

    /** How far back it has learnt says that it reads the file as it is now. */
    private void learner() throws Exception {
        Map<String, String> often = Map.of("retrain.cron", "\"* * * * * ?\"");
        takes(often, "retrain.since", "1d");
        agent.until(
                "of a day",
                () -> receipts().stream()
                        .anyMatch(one ->
                                Duration.between(one.since(), one.until()).toDays() == 1));
    }

    private long windows(String entity) {
        try (JdbcStore store = agent.store()) {
            return store.windowReader().extents().stream()
                    .filter(one -> one.entity().equals(entity))
                    .mapToLong(Extent::windows)
                    .sum();
        }
    }

    private void maxSize() throws Exception {
        Random random = new Random(5);
        List<Window> large = new ArrayList<>();
        for (int minute = 0; minute < LARGE; minute++) {
            Map<String, Integer> templates = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                templates.put("t" + i, random.nextInt(Integer.MAX_VALUE));
            }
            large.add(Histories.window("bulk", minute, Map.of(Severity.INFO, 1), templates, Map.of()));
        }
        try (JdbcStore store = agent.store()) {
            store.windowWriter().append("bulk", large, List.of());
            assertThat(store.housekeeping().bytes()).isGreaterThan(16L << 20);
        }
        takes("store.max_size", "16MiB");
        agent.until("fewer", () -> windows("bulk") < LARGE);
    }

    private void retention() throws Exception {
        assertThat(windows("shop")).isGreaterThanOrEqualTo(2L * ReconfiguredAgent.DAY);
        takes("store.retention", "1d");
        agent.until("a day", () -> windows("shop") <= ReconfiguredAgent.DAY + 10);
    }

    private void atOnce() throws Exception {
        agent.log("WARN", "the pool is drained for good");
        agent.until("counted", () -> agent.metric("portent_log_lines_total{source=\"app\",}") == 1);
        double before = runs();
        agent.until("two runs", () -> runs() > before + 1);
        assertThat(agent.metric("portent_forecasts_at_once_total")).isZero();
        takes("forecast.at_once", "1s");
        agent.log("WARN", "another thing of which nobody has heard has come about");
        agent.until("at once", () -> agent.metric("portent_forecasts_at_once_total") > 0);
    }

    @Test
    void timesThatNeverCome_areRefused_andNothingOfTheFileIsTaken() throws Exception {
        agent.take(Map.of());
        for (String never : List.of("0 0 0 30 2 ?", "0 0 3 1 1 ? 2020", "0 0 3 ? * XYZ")) {
            assertThat(agent.refuses(Map.of("labels.default", "green", "retrain.cron", "\"" + never + "\"")))
                    .as(never)
                    .isTrue();
            double before = runs();
            agent.until("two runs", () -> runs() > before + 1);
            assertThat(agent.isObserved("green")).isFalse();
        }
        Map<String, String> often = Map.of("retrain.cron", "\"* * * * * ?\"");
        agent.take(often);
        assertThat(agent.refuses(Map.of("retrain.cron", "\"0 0 0 30 2 ?\""))).isTrue();
        agent.take(often);
        int learnt = receipts().size();
        agent.until("the former times are in force", () -> receipts().size() > learnt);
    }

    /** No forecast is due for an hour: what is ready is asked of the readers. */
    @Test
    void whileASourceThatWasAddedIsRead_itIsNotReady() throws Exception {
        agent.take(Map.of("forecast.every", "1h"));
        agent.until("ready", () -> agent.page("/-/ready").startsWith("Ready"));
        CountDownLatch go = agent.holdAddedSources();
        agent.takeWithAnotherSource(Map.of("forecast.every", "1h"));
        try {
            assertThat(agent.page("/-/ready")).startsWith("Not ready: ");
        } finally {
            go.countDown();
        }
        agent.until("ready again", () -> agent.page("/-/ready").startsWith("Ready"));
    }
}
