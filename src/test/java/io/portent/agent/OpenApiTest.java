package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.bundle.Card;
import io.portent.bundle.CardAlarms;
import io.portent.bundle.CardScore;
import io.portent.bundle.Choice;
import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.explain.LoggedLine;
import io.portent.explain.Resemblance;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Label;
import io.portent.health.Observed;
import io.portent.health.Statement;
import io.portent.health.Trust;
import io.portent.metrics.HorizonLabel;
import io.portent.store.ForecastJournal;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.web.Chronicle;
import io.portent.web.Guarding;
import io.portent.web.LogInbox;
import io.portent.web.MetricsPage;
import io.portent.web.OpenApi;
import io.portent.web.RefusedException;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** docs/openapi.yaml against a running server: every path, status and field, both ways. */
@Timeout(60)
final class OpenApiTest {
    private static final Instant NOW = Instant.parse("2026-03-04T06:00:00Z");
    private static final Duration HORIZON = Duration.ofMinutes(5);
    private static final String TOKEN = "0123456789abcdef-web";
    private static final String ALERTS_TOKEN = "0123456789abcdef-alerts";
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String LABEL = """
            {"entity": "shop", "state": "red", "start": "2026-03-04T05:00:00Z", "end": "2026-03-04T05:30:00Z",
             "source": "person", "note": "disk full"}""";
    private static final String ACTED = """
            {"entity": "shop", "time": "2026-03-04T05:00:00Z", "source": "deploy", "id": "run 7", "note": "1.2.3"}""";
    private static final String ALERT = """
            {"version": "4", "alerts": [{"status": "firing", "labels": {"alertname": "A", "service": "shop", "severity": "page"},
              "startsAt": "2026-03-04T05:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "f1"},
              {"status": "firing", "labels": {"alertname": "PortentRed", "severity": "page"},
              "startsAt": "2026-03-04T05:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "f2"}]}""";

    private static final List<Observed> OBSERVED =
            List.of(new Observed("shop", HealthState.GREEN), new Observed("till", null));
    private static final List<Forecast> FORECASTS = List.of(
            red(NOW),
            Forecast.unknown("till", NOW, List.of(HORIZON), "no log line yet"),
            new Forecast("van", NOW.minus(Duration.ofDays(1)), red(NOW).horizons(), null));
    private static final Map<String, Explanation> WHY = Map.of("shop", why());

    private final OpenApi promised;
    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryStore store = new MemoryStore();
    private final Lines lines = new Lines();
    private final WebServer server;
    private boolean broken;

    OpenApiTest() throws IOException {
        promised = new OpenApi(Path.of("docs/openapi.yaml"));
        AgentConfig config = ConfigFile.parse("test", """
                entity: {field: service}
                web: {token: %s}
                labels: {webhook: {enabled: true, token: %s}}
                """.formatted(TOKEN, ALERTS_TOKEN), Map.of());
        server = new WebServer(
                "127.0.0.1",
                0,
                pages(new StoredChronicle(() -> config, () -> OBSERVED, this::health, this::store, () -> NOW)),
                new LabelInbox(config, this::store, () -> NOW),
                lines,
                guarding(config),
                error -> {});
        server.start();
    }

    private static Guarding guarding(AgentConfig config) {
        return WebGuard.of(config, () -> 0, problem -> {}, refusal -> {});
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Store store() {
        if (broken) {
            throw new StoreException(StoreException.Problem.UNREACHABLE, "store.url", "it is away", null);
        }
        return store;
    }

    /** Takes what it is told to take. */
    private static final class Lines implements LogInbox {
        private boolean full;

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public OptionalInt logs(@Nullable String source, String sender, InputStream body) throws IOException {
            int bytes = body.readAllBytes().length;
            if ("nobody".equals(source)) {
                throw new RefusedException("no such source");
            }
            return full ? OptionalInt.empty() : OptionalInt.of(bytes);
        }
    }

    private static WebPages pages(Chronicle chronicle) {
        MetricsPage metrics = new MetricsPage() {
            @Override
            public String contentType(@Nullable String accept) {
                return "text/plain";
            }

            @Override
            public void write(Writer out, @Nullable String accept) {}
        };
        return new WebPages(
                "0.1.0",
                metrics,
                () -> FORECASTS,
                Optional::empty,
                Optional::empty,
                OpenApiTest::models,
                HorizonLabel::of,
                () -> WHY,
                true,
                chronicle);
    }

    private static Forecast red(Instant time) {
        return new Forecast(
                "shop",
                time,
                List.of(
                        new HorizonForecast(HORIZON, 0.2, 0.3, 0.5, HealthState.RED),
                        new HorizonForecast(HORIZON.multipliedBy(3), 0.1, 0.2, 0.7, HealthState.RED)),
                null);
    }

    /** An hour ago it failed, four minutes after the alarm; half an hour before somebody had acted. */
    private HealthHistory health() {
        Instant failed = NOW.minus(Duration.ofHours(1));
        Instant acted = failed.minus(Duration.ofMinutes(30));
        return new HealthHistory(
                List.of(
                        Statement.of(new Label(
                                "shop", HealthState.GREEN, NOW.minus(Duration.ofDays(2)), failed, "file", "")),
                        Statement.of(new Label("shop", HealthState.RED, failed, failed.plusSeconds(600), "file", "")),
                        Statement.of(new Label("shop", HealthState.GREEN, failed.plusSeconds(600), null, "file", ""))),
                List.of(new Intervention("shop", acted)),
                HORIZON,
                Trust.DEFAULT,
                null);
    }

    private void remember() {
        Instant failed = NOW.minus(Duration.ofHours(1));
        List<ForecastJournal.Entry> entries = new ArrayList<>();
        for (int minutes = 10; minutes > 4; minutes--) {
            HorizonForecast quiet = new HorizonForecast(HORIZON, 0.97, 0.02, 0.01, HealthState.GREEN);
            Instant time = failed.minus(Duration.ofMinutes(minutes));
            entries.add(new ForecastJournal.Entry(new Forecast("shop", time, List.of(quiet), null), "m", false));
        }
        entries.add(new ForecastJournal.Entry(red(failed.minus(Duration.ofMinutes(4))), "m", false));
        store.forecasts().record(entries);
    }

    private static Explanation why() {
        Cause cause = new Cause(
                CauseKind.TEMPLATE,
                "5f01",
                "pool <*> is drained",
                12,
                0.5,
                List.of(NOW),
                List.of(new LoggedLine(NOW, "/log/a.log", 17, "pool 7 is drained")));
        Instant then = NOW.minus(Duration.ofDays(3));
        return new Explanation(
                HealthState.RED,
                HORIZON,
                0.63,
                0.04,
                List.of(cause),
                new Resemblance(
                        14,
                        new Resemblance.Incident(
                                "shop", then, then.plus(Duration.ofMinutes(9)), HealthState.RED, 0.8)));
    }

    private static String models() throws IOException {
        Instant began = NOW.minus(Duration.ofDays(30));
        Instant cut = NOW.minus(Duration.ofDays(6));
        CardScore score =
                new CardScore("simple-rnn", HealthState.RED, HORIZON, 100, 7, Double.NaN, 0.01, 0.02, 0.001, 0.4, 0.3);
        Card card = new Card(
                began,
                NOW,
                List.of(new Card.LearntFile("app", "app.log", 100, "0".repeat(64))),
                1,
                1000,
                5000,
                20,
                30,
                Map.of("red", 3),
                Map.of("red", 3),
                new Card.BacktestCard(cut, cut, NOW, List.of(score)),
                new Choice(
                        "logistic",
                        "simpler than lstm, which is not likely better",
                        3,
                        List.of(new Choice.Candidate("logistic", 0.3, 0.1, 0.4))),
                List.of(new CardAlarms(HealthState.RED, HORIZON, 9, 2, 0.7, Duration.ofMinutes(4), 2.3)),
                Map.of("portent", "0.1.0"));
        RetrainReceipt receipt = new RetrainReceipt(
                NOW,
                "1 on host",
                began,
                cut,
                NOW,
                RetrainReceipt.Verdict.PROMOTED,
                RetrainReceipt.Cause.BETTER,
                "better than the champion",
                "one",
                "two",
                List.of(new RetrainReceipt.Contest("climatology", 0.3, 0.1, 0.4)),
                Map.of("red", 3),
                12.5);
        return ModelSummary.json(
                List.of(
                        new ModelSummary("two", List.of("champion"), null, "logistic", card, receipt),
                        new ModelSummary("one", List.of(), "it is cut", null, null, null)),
                new RetrainProgress(1, 2, 3, 0.5, 0.4));
    }

    @Test
    void everyPathStatusAndField_isAsTheDocumentSays_andTheOtherWayRound() throws Exception {
        reading();
        writing("/api/v1/labels", "[" + LABEL + "]");
        writing("/api/v1/labels", LABEL);
        expect(200, ask("GET", "/api/v1/labels?since=2d", TOKEN, null, ""));
        expect(400, ask("GET", "/api/v1/labels?sinse=2d", null, null, ""));
        takingBack();
        writing("/api/v1/interventions", ACTED);
        writing("/api/v1/alerts", ALERT);
        forbidden();
        logs();
        unavailable();
        assertThat(promised.unseen()).isEmpty();
    }

    /** Whatever else the sources of the server name as a path of the API is one that nobody was told of. */
    @Test
    void everyPathThatTheServerKnows_isInTheDocument() throws IOException {
        Set<String> known = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/portent/web"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Pattern.compile("\"(/api/v1/\\w+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(one -> known.add(one.group(1)));
            }
        }
        assertThat(known).isEqualTo(promised.paths());
    }

    private void reading() throws Exception {
        for (String path : List.of("/api/v1/forecast", "/api/v1/health", "/api/v1/status", "/api/v1/models")) {
            Answer first = ask("GET", path, null, null, "");
            expect(200, first);
            Optional<String> tag = first.response.headers().firstValue("ETag");
            if (tag.isPresent()) {
                expect(304, again(path, tag.get()));
            }
            expect(405, ask("POST", path, TOKEN, JSON, "{}"));
        }
        remember();
        for (String path : List.of("/api/v1/history", "/api/v1/receipts")) {
            expect(200, ask("GET", path + "?entity=shop&since=3h", null, null, ""));
            expect(400, ask("GET", path + "?entity=shop&since=yesterday", null, null, ""));
            expect(405, ask("POST", path, TOKEN, JSON, "{}"));
        }
    }

    private void writing(String path, String body) throws Exception {
        assertThat(promised.wrongRequest("POST", path, JSON, body)).isEmpty();
        expect(200, ask("POST", path, TOKEN, JSON, body));
        expect(400, ask("POST", path, TOKEN, JSON, "{\"surprise\": 1"));
        expect(401, ask("POST", path, null, JSON, body));
        expect(405, ask("PUT", path, TOKEN, null, ""));
        expect(413, ask("POST", path, TOKEN, JSON, "\"" + "x".repeat(1 << 20) + "\""));
        expect(415, ask("POST", path, TOKEN, "text/plain", body));
    }

    private void takingBack() throws Exception {
        String key = store.labels().labels(TimeSpan.ALL).get(0).key();
        String path = "/api/v1/labels?key=";
        expect(401, ask("DELETE", path + key, null, null, ""));
        expect(403, ask("DELETE", path + key, ALERTS_TOKEN, null, ""));
        expect(400, ask("DELETE", path + "none", TOKEN, null, ""));
        broken = true;
        expect(503, ask("DELETE", path + key, TOKEN, null, ""));
        broken = false;
        expect(200, ask("DELETE", path + key, TOKEN, null, ""));
        assertThat(store.labels().labels(TimeSpan.ALL)).isEmpty();
    }

    private void forbidden() throws Exception {
        expect(403, ask("POST", "/api/v1/labels", ALERTS_TOKEN, JSON, LABEL));
        expect(403, ask("POST", "/api/v1/interventions", ALERTS_TOKEN, JSON, ACTED));
        expect(403, ask("POST", "/api/v1/logs", ALERTS_TOKEN, NDJSON, "{}"));
        try (WebServer closed = new WebServer(
                "127.0.0.1",
                0,
                pages(Chronicle.NONE),
                new LabelInbox(ConfigFile.parse("test", "entity: shop", Map.of()), this::store, () -> NOW),
                guarding(ConfigFile.parse("test", "entity: shop", Map.of())),
                error -> {})) {
            closed.start();
            expect(403, ask(closed.port(), "POST", "/api/v1/alerts", ALERTS_TOKEN, JSON, ALERT));
        }
    }

    private void logs() throws Exception {
        String path = "/api/v1/logs";
        expect(202, ask("POST", path + "?source=app", TOKEN, NDJSON, "{\"message\":\"one\"}\n"));
        expect(202, ask("POST", path, TOKEN, "text/plain", "one\n"));
        expect(400, ask("POST", path + "?source=nobody", TOKEN, NDJSON, "{}"));
        expect(401, ask("POST", path, null, NDJSON, "{}"));
        expect(405, ask("GET", path, TOKEN, null, ""));
        expect(413, ask("POST", path, TOKEN, NDJSON, "x".repeat((4 << 20) + 1)));
        expect(415, ask("POST", path, TOKEN, JSON, "{}"));
        lines.full = true;
        expect(429, ask("POST", path, TOKEN, NDJSON, "{}"));
    }

    private void unavailable() throws Exception {
        broken = true;
        expect(503, ask("GET", "/api/v1/labels", null, null, ""));
        expect(503, ask("GET", "/api/v1/history?entity=shop", null, null, ""));
        expect(503, ask("GET", "/api/v1/receipts?entity=shop", null, null, ""));
        expect(503, ask("POST", "/api/v1/labels", TOKEN, JSON, LABEL));
        expect(503, ask("POST", "/api/v1/interventions", TOKEN, JSON, ACTED));
        expect(503, ask("POST", "/api/v1/alerts", TOKEN, JSON, ALERT));
    }

    private record Answer(String method, String path, HttpResponse<String> response) {}

    private Answer ask(String method, String path, @Nullable String token, @Nullable String media, String body)
            throws Exception {
        return ask(server.port(), method, path, token, media, body);
    }

    private Answer ask(
            int port, String method, String path, @Nullable String token, @Nullable String media, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (media != null) {
            request.header("Content-Type", media);
        }
        String plain = path.split("\\?", 2)[0];
        return new Answer(method, plain, client.send(request.build(), BodyHandlers.ofString()));
    }

    private Answer again(String path, String tag) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("If-None-Match", tag)
                .build();
        return new Answer("GET", path, client.send(request, BodyHandlers.ofString()));
    }

    private void expect(int status, Answer answer) throws IOException {
        assertThat(answer.response.statusCode())
                .as("%s %s: %s", answer.method, answer.path, answer.response.body())
                .isEqualTo(status);
        assertThat(promised.wrong(answer.method, answer.path, answer.response)).isEmpty();
    }
}
