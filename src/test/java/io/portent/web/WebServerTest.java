package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.explain.LoggedLine;
import io.portent.explain.Resemblance;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class WebServerTest {
    private static final Instant TIME = Instant.parse("2026-03-04T05:06:00Z");
    private static final String HOSTILE = "<script>alert('x')</script>\"\n&\u0000\u2028";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private volatile List<Forecast> forecasts = List.of();
    private volatile Map<String, Explanation> explanations = Map.of();
    private volatile Optional<String> notReady = Optional.empty();
    private volatile Optional<String> model = Optional.empty();
    private volatile Runnable beforeMetrics = () -> {};
    private final WebServer server = new WebServer("127.0.0.1", 0, pages(false), failures::add);

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void metrics_areInTheFormatThatIsAccepted() throws Exception {
        HttpResponse<String> plain = get("/metrics");
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4");
        assertThat(plain.body()).startsWith("page for null");
        HttpResponse<String> open = send("GET", "/metrics", "Accept", "application/openmetrics-text");
        assertThat(open.headers().firstValue("Content-Type")).hasValue("application/openmetrics-text");
        assertThat(open.body()).startsWith("page for application/openmetrics-text");
    }

    @Test
    void largePage_isCompressedForThoseWhoAcceptIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/metrics"))
                .header("Accept-Encoding", "deflate, gzip;q=0.8")
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8))
                    .isEqualTo(get("/metrics").body());
        }
        assertThat(get("/metrics").headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(get("/-/healthy").headers().firstValue("Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gzip,true",
        "'deflate, GZIP',true",
        "gzip;q=0.1,true",
        "gzip; q=0,false",
        "gzip;q=0.0,false",
        "br,false",
        "'',false"
    })
    void gzipIsSentOnlyWhereAccepted(String header, boolean accepted) {
        assertThat(WebServer.acceptsGzip(List.of(header))).isEqualTo(accepted);
    }

    @Test
    void readiness_saysWhyNot_whileLivenessHolds() throws Exception {
        notReady = Optional.of("No model is loaded.");
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        assertThat(get("/-/ready").body()).isEqualTo("Not ready: No model is loaded.\n");
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get("/").body()).contains("Not ready: No model is loaded.");
        notReady = Optional.empty();
        assertThat(get("/-/ready").statusCode()).isEqualTo(200);
        assertThat(get("/").body()).doesNotContain("Not ready");
    }

    @Test
    void pageAndApi_sayWhy_butShowNoLogText_unlessTheyMay() throws Exception {
        forecasts = List.of(known("shop"));
        explanations = Map.of(
                "shop",
                new Explanation(
                        HealthState.RED,
                        Duration.ofMinutes(5),
                        0.63,
                        0.04,
                        List.of(new Cause(
                                CauseKind.TEMPLATE,
                                "5f01",
                                "pool <*> is <b>drained",
                                12,
                                0.5,
                                List.of(TIME),
                                List.of(new LoggedLine(TIME, "/log/a.log", 17, "pool 7 is <b>drained")))),
                        new Resemblance(14, null)));
        assertThat(get("/").body())
                .contains(
                        "Red within 5 minutes: 63 %; without this: 4 %",
                        "50 % of it goes without template 5f01 (12 times in 1 window)")
                .contains("Resembles none of the 14 known incidents.")
                .doesNotContain("drained", "a.log");
        assertThat(get("/api/v1/forecast").body()).contains("\"5f01\"").doesNotContain("drained", "a.log");
        try (WebServer open = new WebServer("127.0.0.1", 0, pages(true), failures::add)) {
            open.start();
            textIsShown(URI.create("http://127.0.0.1:" + open.port()));
        }
    }

    private void textIsShown(URI open) throws IOException, InterruptedException {
        HttpRequest page = HttpRequest.newBuilder(open.resolve("/")).build();
        HttpRequest api =
                HttpRequest.newBuilder(open.resolve("/api/v1/forecast")).build();
        assertThat(client.send(page, BodyHandlers.ofString()).body())
                .contains("pool &lt;*&gt; is &lt;b&gt;drained", "/log/a.log:17 pool 7 is &lt;b&gt;drained")
                .doesNotContain("<b>");
        assertThat(client.send(api, BodyHandlers.ofString()).body()).contains("drained\",\"count\"", "/log/a.log");
    }

    @Test
    void landingPage_saysStatesInWords_andWhyOneIsUnknown() throws Exception {
        forecasts = List.of(
                known("shop"), Forecast.unknown("till", TIME, List.of(Duration.ofMinutes(5)), "No model is loaded."));
        String page = get("/").body();
        assertThat(page)
                .contains("<title>Portent: red</title>", "<strong>green</strong>", "<strong>red</strong>")
                .contains(
                        "<strong>unknown</strong>", "No model is loaded.", "next 5m", "next 60m", "red 50%, orange 25%")
                .contains("0.1.0-test", "href=\"metrics\"", "2026-03-04T05:06:00Z");
    }

    @Test
    void landingPage_namesTheModelThatServes() throws Exception {
        assertThat(get("/").body()).contains("Model: none");
        model = Optional.of("20260302T000000Z-lstm-" + HOSTILE);
        assertThat(get("/").body()).contains("Model: 20260302T000000Z-lstm-").doesNotContain(HOSTILE);
    }

    @Test
    void landingPageCells_sayThemselvesWhatTheyAre_forNarrowScreens() throws Exception {
        forecasts = List.of(known("shop"));
        assertThat(get("/").body())
                .contains("<td class=\"green\" data-label=\"next 5m\">", "<td data-label=\"seen up to\">");
    }

    @Test
    void unknownEntity_isNotHiddenByGreenOnes() throws Exception {
        assertThat(get("/").body()).contains("<title>Portent: unknown</title>");
        HorizonForecast green = new HorizonForecast(Duration.ofMinutes(5), 1, 0, 0, HealthState.GREEN);
        forecasts = List.of(
                new Forecast("shop", TIME, List.of(green), null),
                Forecast.unknown("till", TIME, List.of(Duration.ofMinutes(5)), "Stale."));
        assertThat(get("/").body()).contains("<title>Portent: unknown</title>");
        forecasts = List.of(new Forecast("shop", TIME, List.of(green), null));
        assertThat(get("/").body()).contains("<title>Portent: green</title>");
    }

    @Test
    void landingPage_loadsNothing_andRunsItsOwnScriptAlone() throws Exception {
        forecasts = List.of(known("shop"));
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; style-src 'sha256-")
                        .contains("script-src 'sha256-", "connect-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body())
                .doesNotContain("<script src", "style=", "http://", "https://", "src=", "innerHTML", "eval(");
    }

    @Test
    void hostileNames_areEscapedOnThePage_andInJson() throws Exception {
        forecasts = List.of(
                known(HOSTILE), Forecast.unknown(HOSTILE, TIME, List.of(Duration.ofMinutes(5)), "Because " + HOSTILE));
        notReady = Optional.of(HOSTILE);
        assertThat(get("/").body())
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;")
                .doesNotContain("<script>alert", "\u0000");
        String json = get("/api/v1/forecast").body();
        assertThat(json).doesNotContain("<", ">", "&");
        JsonNode first = new ObjectMapper().readTree(json).at("/forecasts/0/entity");
        assertThat(first.asText()).isEqualTo(HOSTILE);
    }

    @Test
    void forecastsAsJson_carryStatesAndProbabilities() throws Exception {
        forecasts = List.of(
                known("shop"), Forecast.unknown("till", TIME, List.of(Duration.ofMinutes(5)), "No model is loaded."));
        HttpResponse<String> response = get("/api/v1/forecast");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(new ObjectMapper().readTree(response.body())).isEqualTo(new ObjectMapper().readTree("""
                        {"forecasts": [
                          {"entity": "shop", "time": "2026-03-04T05:06:00Z", "unknown": null, "horizons": [
                            {"horizon": "5m", "seconds": 300, "state": "green", "green": 0.75, "orange": 0.125, "red": 0.125},
                            {"horizon": "60m", "seconds": 3600, "state": "red", "green": 0.25, "orange": 0.25, "red": 0.5}]},
                          {"entity": "till", "time": "2026-03-04T05:06:00Z", "unknown": "No model is loaded.", "horizons": [
                            {"horizon": "5m", "seconds": 300, "state": "unknown", "green": null, "orange": null, "red": null}]}]}
                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/metricsx", "/favicon.ico", "/-/reload", "/%2e%2e/etc/passwd", "/api"})
    void otherPaths_areNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(send("POST", path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/-/healthy", "/-/ready", "/api/v1/forecast"})
    void knownPaths_allowGetAndHeadOnly(String path) throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "FOO")) {
            HttpResponse<String> refused = send(method, path);
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
        HttpResponse<String> get = get(path);
        HttpResponse<String> head = send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(get.statusCode());
        assertThat(head.body()).isEmpty();
        for (String header : List.of("Content-Length", "Content-Type", "Cache-Control")) {
            assertThat(head.headers().firstValue(header))
                    .isEqualTo(get.headers().firstValue(header))
                    .isPresent();
        }
    }

    @Test
    void failingPage_isStatus500_withoutDetail() throws Exception {
        beforeMetrics = () -> {
            throw new IllegalStateException("secret");
        };
        HttpResponse<String> response = get("/metrics");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
        assertThat(failures).singleElement().satisfies(e -> assertThat(e).hasMessage("secret"));
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void moreRequestsThanFit_areClosed_andTheServerServesOn() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        beforeMetrics = () -> {
            waiting.incrementAndGet();
            awaitLatch(go);
        };
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 8 + 64 + 10; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.setSoTimeout(10_000);
                OutputStream out = socket.getOutputStream();
                out.write("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
                sockets.add(socket);
            }
            await().until(() -> waiting.get() == 8);
            go.countDown();
            int answered = 0;
            for (Socket socket : sockets) {
                answered += answer(socket).startsWith("HTTP/1.1 200") ? 1 : 0;
            }
            assertThat(answered).isBetween(8, 8 + 64 + 8).isLessThan(sockets.size());
        } finally {
            go.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void portInUse_saysWhich() {
        WebServer second = new WebServer("127.0.0.1", server.port(), pages(false), failures::add);
        assertThatThrownBy(second::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
        second.close();
    }

    private static String answer(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            return "closed: " + e.getMessage();
        }
    }

    private WebPages pages(boolean logText) {
        MetricsPage metrics = new MetricsPage() {
            @Override
            public String contentType(@Nullable String accept) {
                return accept == null ? "text/plain; version=0.0.4" : accept;
            }

            @Override
            public void write(Writer out, @Nullable String accept) throws IOException {
                beforeMetrics.run();
                out.write("page for " + accept + "\n" + "é 1\n".repeat(1000));
            }
        };
        return new WebPages(
                "0.1.0-test",
                metrics,
                () -> forecasts,
                () -> notReady,
                () -> model,
                () -> "[{}]",
                horizon -> horizon.toMinutes() + "m",
                () -> explanations,
                logText,
                Chronicle.NONE);
    }

    private static Forecast known(String entity) {
        return new Forecast(
                entity,
                TIME,
                List.of(
                        new HorizonForecast(Duration.ofMinutes(5), 0.75, 0.125, 0.125, HealthState.GREEN),
                        new HorizonForecast(Duration.ofHours(1), 0.25, 0.25, 0.5, HealthState.RED)),
                null);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
