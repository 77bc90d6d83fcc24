package io.portent.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.web.MetricsPage;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is posted over HTTP, up to the store. */
@Timeout(30)
final class LabelInboxTest {
    private static final Instant NOW = Instant.parse("2026-03-04T06:00:00.123456Z");
    private static final String TOKEN = "0123456789abcdef-web";
    private static final String ALERTS_TOKEN = "0123456789abcdef-alerts";
    private static final String BOTH = """
            entity: {field: service}
            web: {token: %s}
            labels: {webhook: {enabled: true, token: %s}}
            """.formatted(TOKEN, ALERTS_TOKEN);
    private static final String LABEL = """
            {"entity": "shop", "state": "red", "start": "2026-03-04T05:00:00+01:00", "note": "disk full"}""";
    private static final String ALERT = """
            {"version": "4", "alerts": [{"status": "%s", "labels": {"alertname": "A", "service": "shop", "severity": "page"},
              "startsAt": "2026-03-04T05:00:00Z", "endsAt": "%s", "fingerprint": "f1"},
              {"status": "firing", "labels": {"alertname": "PortentRed", "severity": "page"},
              "startsAt": "2026-03-04T05:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "f2"}]}
            """;

    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

    @AfterAll
    static void end() {
        EXECUTOR.shutdownNow();
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryStore store = new MemoryStore();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<WebServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(WebServer::close);
    }

    @Test
    void anAlert_isALabelOfTheStore_andEndsWhenItIsResolved() throws Exception {
        int port = serve(BOTH, () -> store);
        HttpResponse<String> fired =
                post(port, "alerts", ALERTS_TOKEN, ALERT.formatted("firing", "0001-01-01T00:00:00Z"));
        assertThat(fired.statusCode()).isEqualTo(200);
        assertThat(fired.body())
                .isEqualTo("{\"added\":1,\"changed\":0,\"unchanged\":0,\"ignored\":{\"own_alert\":1}}\n");
        assertThat(labels()).extracting(Label::end).containsOnlyNulls();
        String resolved = ALERT.formatted("resolved", "2026-03-04T05:30:00Z");
        assertThat(post(port, "alerts", TOKEN, resolved).body()).contains("\"changed\":1");
        assertThat(post(port, "alerts", TOKEN, resolved).body()).contains("\"unchanged\":1");
        assertThat(labels()).extracting(Label::end).containsExactly(Instant.parse("2026-03-04T05:30:00Z"));
    }

    @Test
    void onlyWhatAPersonHasTold_isTakenBack() throws Exception {
        int port = serve(BOTH, () -> store);
        post(port, "alerts", TOKEN, ALERT.formatted("firing", "0001-01-01T00:00:00Z"));
        post(port, "labels", TOKEN, "[" + LABEL + "]");
        List<Recorded> all = store.labels().labels(TimeSpan.ALL);
        for (Recorded one : all) {
            boolean person = one.label().source().equals("person");
            HttpResponse<String> answer =
                    send(port, "DELETE", "labels?key=" + one.key(), TOKEN, BodyPublishers.noBody(), "application/json");
            assertThat(answer.statusCode()).isEqualTo(person ? 200 : 400);
            assertThat(answer.body()).contains(person ? "{\"removed\":1}" : "no label of a person has the key");
        }
        assertThat(labels()).extracting(Label::source).containsExactly("alertmanager");
        assertThat(send(port, "DELETE", "labels?keys=a", TOKEN, BodyPublishers.noBody(), "application/json")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void labels_arePosted_endedAndRead() throws Exception {
        int port = serve(BOTH, () -> store);
        HttpResponse<String> posted = post(port, "labels", TOKEN, "[" + LABEL + "]");
        assertThat(posted.body())
                .matches("\\{\"added\":1,\"changed\":0,\"unchanged\":0,\"keys\":\\[\"[0-9a-f]{12}\"]}\n");
        String ended = LABEL.replace("\"note\"", "\"end\": \"2026-03-04T04:30:00Z\", \"note\"");
        assertThat(post(port, "labels", TOKEN, ended).body()).contains("\"changed\":1");
        assertThat(labels())
                .containsExactly(new Label(
                        "shop",
                        HealthState.RED,
                        Instant.parse("2026-03-04T04:00:00Z"),
                        Instant.parse("2026-03-04T04:30:00Z"),
                        "person",
                        "disk full"));
        assertThat(get(port, "labels?since=1d&entity=shop", TOKEN).body())
                .contains("\"state\":\"red\",\"start\":\"2026-03-04T04:00:00Z\",\"end\":\"2026-03-04T04:30:00Z\"")
                .contains("\"source\":\"person\",\"confidence\":1.0,\"note\":\"disk full\"");
    }

    @Test
    void reading_needsNoToken_butShowsNoWords() throws Exception {
        int port = serve("entity: shop", () -> store);
        store.labels()
                .put(List.of(new Recorded(
                        "k",
                        new Label("shop", HealthState.RED, Instant.EPOCH, null, "person", "secret"),
                        1,
                        Instant.EPOCH)));
        HttpResponse<String> read = get(port, "labels", null);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).contains("\"entity\":\"shop\"").doesNotContain("secret", "note");
        assertThat(get(port, "labels?entity=till", null).body()).isEqualTo("{\"labels\":[]}\n");
        assertThat(get(port, "labels?since=2026-03-05T00:00:00Z", null).statusCode())
                .isEqualTo(400);
        HttpResponse<String> misspelt = get(port, "labels?sinse=1d", null);
        assertThat(misspelt.statusCode()).isEqualTo(400);
        assertThat(misspelt.body()).isEqualTo("the query may have since, until, entity and no other names\n");
        assertThat(get(port, "labels?until=yesterday", null).body()).startsWith("until must be a time with a zone");
    }

    @Test
    void interventions_areNowUnlessTheySayWhen() throws Exception {
        int port = serve(BOTH.replace("{field: service}", "shop"), () -> store);
        assertThat(post(port, "interventions", TOKEN, "{\"source\": \"deploy\", \"note\": \"1.2.3\"}")
                        .statusCode())
                .isEqualTo(200);
        post(port, "interventions", TOKEN, "{\"entity\": \"till\", \"time\": \"2026-03-04T05:00:00Z\"}");
        assertThat(store.interventions().interventions(TimeSpan.ALL))
                .extracting(Intervention::entity, Intervention::time, Intervention::source, Intervention::note)
                .containsExactly(
                        tuple("till", Instant.parse("2026-03-04T05:00:00Z"), "person", ""),
                        tuple("shop", Instant.parse("2026-03-04T06:00:00.123Z"), "deploy", "1.2.3"));
    }

    @Test
    void aDeployThatIsToldAgain_isTheSame_andAnotherIsNot() throws Exception {
        int port = serve(BOTH, () -> store);
        String deploy = "{\"entity\": \"shop\", \"source\": \"deploy\", \"id\": \"run 7\", \"time\": \"%s\"}";
        String first = post(port, "interventions", TOKEN, deploy.formatted("2026-03-04T05:00:00Z"))
                .body();
        String again = post(port, "interventions", TOKEN, deploy.formatted("2026-03-04T05:00:09Z"))
                .body();
        assertThat(again.split(",", 2)[0]).isEqualTo(first.split(",", 2)[0]);
        post(port, "interventions", TOKEN, deploy.replace("run 7", "run 8").formatted("2026-03-04T05:30:00Z"));
        post(port, "interventions", TOKEN, deploy.replace("shop", "till").formatted("2026-03-04T05:40:00Z"));
        assertThat(store.interventions().interventions(TimeSpan.ALL))
                .extracting(Intervention::entity, Intervention::time)
                .containsExactly(
                        tuple("shop", Instant.parse("2026-03-04T05:00:09Z")),
                        tuple("shop", Instant.parse("2026-03-04T05:30:00Z")),
                        tuple("till", Instant.parse("2026-03-04T05:40:00Z")));
        for (String id : List.of("\"\"", "7", "[]", "\"" + "x".repeat(201) + "\"")) {
            HttpResponse<String> refused = post(
                    port,
                    "interventions",
                    TOKEN,
                    deploy.replace("\"run 7\"", id).formatted("2026-03-04T05:00:00Z"));
            assertThat(refused.statusCode()).as(id).isEqualTo(400);
            assertThat(refused.body()).startsWith("id must be ");
        }
    }

    /** Which of the two was meant, nobody can tell. */
    @Test
    void aFieldThatIsNamedTwice_isRefused() throws Exception {
        int port = serve(BOTH, () -> store);
        HttpResponse<String> refused =
                post(port, "labels", TOKEN, LABEL.replace("\"note\"", "\"state\": \"green\", \"note\""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("the body must name each field once, was twice \"state\"\n");
        assertThat(labels()).isEmpty();
    }

    @Test
    void whatIsNotUtf8_isRefused_andNotReplaced() throws Exception {
        int port = serve(BOTH, () -> store);
        byte[] latin = LABEL.replace("shop", "sh\u00f6p").getBytes(ISO_8859_1);
        HttpResponse<String> refused =
                send(port, "POST", "labels", TOKEN, BodyPublishers.ofByteArray(latin), "application/json");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("the body must be UTF-8\n");
        assertThat(labels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"red\" | \"dead\" | state must be one of green, orange, red, was \"dead\"",
                "\"entity\": \"shop\" | \"source\": \"ops\" | entity must be the name of an entity, or \"\" for all of them, was missing",
                "2026-03-04T05:00:00+01:00 | 2026-03-04 | start must be a time with a zone such as 2026-03-04T05:06:00Z, was \"2026-03-04\"",
                "2026-03-04T05:00:00+01:00 | 2026-03-05T05:00:00Z | start must be no later than now (2026-03-04T06:00:00.123Z), was \"2026-03-05T05:00:00Z\"",
                "\"note\" | \"ende\" | unknown field ende; known are entity, state, start, end, source, note",
                "\"disk full\" | 7 | note must be text, was 7",
                "\"note\": \"disk full\" | \"end\": \"2026-03-04T03:00:00Z\" | end must be after the start, 2026-03-04T04:00:00Z, was \"2026-03-04T03:00:00Z\"",
                "\"note\": \"disk full\" | \"source\": \"a/b\" | source must be 1 to 40 letters, digits, blanks or . _ -, was \"a/b\"",
            })
    void aFaultyLabel_isRefusedByFieldAndValue_andNothingIsKept(String right, String wrong, String expected)
            throws Exception {
        int port = serve(BOTH, () -> store);
        HttpResponse<String> refused = post(
                port, "labels", TOKEN, "[" + LABEL.replace("shop", "other") + "," + LABEL.replace(right, wrong) + "]");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body().replace("[1].", "")).isEqualTo(expected + "\n");
        assertThat(labels()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "\"x\"", "[[]]"})
    void whatIsNoLabel_isRefused(String body) throws Exception {
        int port = serve(BOTH, () -> store);
        for (String path : List.of("labels", "alerts", "interventions")) {
            assertThat(post(port, path, TOKEN, body).statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void withoutAToken_nothingIsTaken() throws Exception {
        int open = serve(BOTH, () -> store);
        for (String path : List.of("labels", "alerts", "interventions")) {
            for (String token : new String[] {null, "", "wrong", TOKEN + "x", TOKEN.substring(1)}) {
                HttpResponse<String> refused = post(open, path, token, LABEL);
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            }
        }
        assertThat(post(open, "labels", ALERTS_TOKEN, LABEL).statusCode()).isEqualTo(403);
        assertThat(post(open, "interventions", ALERTS_TOKEN, LABEL).statusCode())
                .isEqualTo(403);
        int shut = serve("entity: shop", () -> store);
        HttpResponse<String> off = post(shut, "labels", TOKEN, LABEL);
        assertThat(off.statusCode()).isEqualTo(403);
        assertThat(off.body()).isEqualTo("Writing here is off: set web.token in the agent's configuration.\n");
        assertThat(post(shut, "alerts", TOKEN, LABEL).statusCode()).isEqualTo(403);
        int disabled = serve(BOTH.replace("enabled: true", "enabled: false"), () -> store);
        assertThat(post(disabled, "alerts", ALERTS_TOKEN, LABEL).statusCode()).isEqualTo(401);
        assertThat(labels()).isEmpty();
    }

    @Test
    void aStoreThatCannotTakeIt_isStatus503_andNeverDone() throws Exception {
        int port = serve(BOTH, () -> {
            throw new StoreException(StoreException.Problem.DISK_FULL, "/data/portent.db", "no room in /data", null);
        });
        for (Map.Entry<String, String> each : Map.of(
                        "labels",
                        LABEL,
                        "interventions",
                        "{\"entity\": \"a\"}",
                        "alerts",
                        ALERT.formatted("firing", ""))
                .entrySet()) {
            HttpResponse<String> refused =
                    post(port, each.getKey(), TOKEN, each.getValue().replace("\"endsAt\": \"\"", "\"endsAt\": null"));
            assertThat(refused.statusCode()).as(each.getKey()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
            assertThat(refused.body()).doesNotContain("/data");
        }
        assertThat(get(port, "labels", null).statusCode()).isEqualTo(503);
        assertThat(failures).hasSize(4).allSatisfy(e -> assertThat(e).hasMessage("no room in /data"));
    }

    @Test
    void aSlowStore_keepsNoPageWaiting() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        int port = serve(BOTH, () -> {
            waiting.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return store;
        });
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> status(port), EXECUTOR));
        }
        await().until(() -> waiting.get() == 4);
        HttpResponse<String> refused = post(port, "labels", TOKEN, LABEL);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/healthy"))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        go.countDown();
        assertThat(answers).extracting(CompletableFuture::join).containsOnly(200);
        assertThat(post(port, "labels", TOKEN, LABEL).statusCode()).isEqualTo(200);
    }

    private int status(int port) {
        try {
            return post(port, "labels", TOKEN, LABEL).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyTheRightMethods_areAllowed() throws Exception {
        int port = serve(BOTH, () -> store);
        for (String method : List.of("PUT", "OPTIONS", "PATCH")) {
            HttpResponse<String> refused =
                    send(port, method, "labels", TOKEN, BodyPublishers.noBody(), "application/json");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, DELETE");
        }
        assertThat(get(port, "alerts", TOKEN).headers().firstValue("Allow")).hasValue("POST");
        assertThat(get(port, "interventions", TOKEN).statusCode()).isEqualTo(405);
        assertThat(send(port, "DELETE", "interventions?key=a", TOKEN, BodyPublishers.noBody(), "application/json")
                        .statusCode())
                .isEqualTo(405);
        HttpResponse<String> head = send(port, "HEAD", "labels", null, BodyPublishers.noBody(), "application/json");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(get(port, "label", TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyPlainJson_isTaken() throws Exception {
        int port = serve(BOTH, () -> store);
        BodyPublisher body = BodyPublishers.ofString(LABEL);
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp")) {
            assertThat(send(port, "POST", "labels", TOKEN, body, type).statusCode())
                    .isEqualTo(415);
        }
        HttpRequest without = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/labels"))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(body)
                .build();
        assertThat(client.send(without, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
        HttpRequest compressed = HttpRequest.newBuilder(without, (name, value) -> true)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .build();
        HttpResponse<String> refused = client.send(compressed, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).isEqualTo("The body must not be compressed.\n");
        assertThat(labels()).isEmpty();
        assertThat(send(port, "POST", "labels", TOKEN, body, "Application/JSON; charset=utf-8")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLarge_isRefused_whetherItsLengthIsToldOrNot() throws Exception {
        int port = serve(BOTH, () -> store);
        byte[] large = ("[" + " ".repeat(1 << 20) + LABEL + "]").getBytes(UTF_8);
        assertThat(send(port, "POST", "labels", TOKEN, BodyPublishers.ofByteArray(large), "application/json")
                        .statusCode())
                .isEqualTo(413);
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large));
        assertThat(send(port, "POST", "labels", TOKEN, chunked, "application/json")
                        .statusCode())
                .isEqualTo(413);
        byte[] fits = ("[" + " ".repeat((1 << 20) - LABEL.length() - 2) + LABEL + "]").getBytes(UTF_8);
        assertThat(send(port, "POST", "labels", TOKEN, BodyPublishers.ofByteArray(fits), "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBodyWithoutEnd_doesNotKeepTheServer() throws Exception {
        int port = serve(BOTH, () -> store);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            String head =
                    "POST /api/v1/labels HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + TOKEN + "\r\nContent-Length: 9000000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
            try {
                for (int i = 0; i < 200; i++) {
                    socket.getOutputStream().write(blanks);
                }
            } catch (IOException cutOff) {
                return;
            }
            try (InputStream in = socket.getInputStream()) {
                assertThat(new String(in.readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 413");
            }
        }
    }

    private int serve(String yaml, Supplier<Store> store) throws IOException {
        AgentConfig config = ConfigFile.parse("agent.yaml", yaml, Map.of());
        LabelInbox inbox = new LabelInbox(config, store, () -> NOW);
        WebServer server = new WebServer(
                "127.0.0.1",
                0,
                pages(),
                inbox,
                WebGuard.of(config, System::nanoTime, failure -> {}, refusal -> {}),
                failures::add);
        server.start();
        servers.add(server);
        return server.port();
    }

    private static WebPages pages() {
        MetricsPage none = new MetricsPage() {
            @Override
            public String contentType(@Nullable String accept) {
                return "text/plain";
            }

            @Override
            public void write(Writer out, @Nullable String accept) {
                // Nothing is measured here.
            }
        };
        return new WebPages("test", none, List::of, Optional::empty, Optional::empty, () -> "[]", horizon -> "5m");
    }

    private List<Label> labels() {
        return store.labels().labels(TimeSpan.ALL).stream().map(Recorded::label).toList();
    }

    private HttpResponse<String> get(int port, String path, @Nullable String token) throws Exception {
        return send(port, "GET", path, token, BodyPublishers.noBody(), "application/json");
    }

    private HttpResponse<String> post(int port, String path, @Nullable String token, String body) throws Exception {
        return send(port, "POST", path, token, BodyPublishers.ofString(body), "application/json");
    }

    private HttpResponse<String> send(
            int port, String method, String path, @Nullable String token, BodyPublisher body, String type)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(new URI("http://127.0.0.1:" + port + "/api/v1/" + path))
                .method(method, body)
                .header("Content-Type", type);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
