package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.web.security.BcryptHash;
import io.portent.web.security.Passwords;
import io.portent.web.security.RequestRate;
import io.portent.web.security.WebPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Passwords, tokens, pages of other sites, and how often: over real sockets. */
@Timeout(60)
final class EntranceTest {
    private static final String TOKEN = "0123456789abcdef-web";
    private static final String ALERTS = "0123456789abcdef-alerts";

    /** Of "U*U", at the least cost. */
    private static final BcryptHash HASH =
            new BcryptHash("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");

    private static final String RIGHT = basic("prometheus", "U*U");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private WebServer server = new WebServer("127.0.0.1", 0, TestPages.of(""), failures::add);

    @AfterEach
    void close() {
        server.close();
        assertThat(failures).isEmpty();
    }

    private void start(WebPolicy policy) throws IOException {
        Guarding guarding = new Guarding(() -> policy, () -> new Tokens(TOKEN, ALERTS), now::get, refusals::add);
        server = new WebServer("127.0.0.1", 0, TestPages.of("a 1\n"), TestPages.inbox(), guarding, failures::add);
        server.offer(() -> new Reload.Answer(Reload.Outcome.TAKEN, "nothing has changed"), true);
        server.start();
    }

    private static WebPolicy passwords(String... open) {
        return new WebPolicy(
                null, new Passwords(Map.of("prometheus", HASH)), Set.of(open), Map.of(), null, List.of(), List.of());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int get(String path, String... headers) throws Exception {
        return send("GET", path, headers).statusCode();
    }

    private int post(String path, String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, all).statusCode();
    }

    /** As in the toolkit: probes and paths that do not exist, too. */
    @ParameterizedTest
    @CsvSource({"/", "/metrics", "/-/healthy", "/-/ready", "/api/v1/forecast", "/api/v1/models", "/nothing"})
    void withoutPassword_nothingIsShown(String path) throws Exception {
        start(passwords());
        HttpResponse<String> refused = send("GET", path);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"portent\", charset=\"UTF-8\"");
        assertThat(get(path, "Authorization", basic("prometheus", "U*V"))).isEqualTo(401);
        assertThat(get(path, "Authorization", basic("nobody", "U*U"))).isEqualTo(401);
        assertThat(get(path, "Authorization", "Bearer " + TOKEN)).isEqualTo(401);
        assertThat(get(path, "Authorization", RIGHT)).isNotEqualTo(401);
    }

    @Test
    void pathsThatAreExcepted_needNone() throws Exception {
        start(passwords("/-/healthy", "/-/ready"));
        assertThat(get("/-/healthy")).isEqualTo(200);
        assertThat(get("/-/ready")).isEqualTo(200);
        assertThat(get("/-/healthy/")).isEqualTo(401);
        assertThat(get("/metrics")).isEqualTo(401);
        assertThat(get("//-/healthy")).isEqualTo(401);
    }

    /** One header Authorization holds one of the two. */
    @Test
    void aTokenWrites_withoutAPassword_andAPasswordDoesNotWrite() throws Exception {
        start(passwords());
        assertThat(post("/api/v1/labels", "Authorization", "Bearer " + TOKEN)).isEqualTo(200);
        assertThat(post("/api/v1/alerts", "Authorization", "Bearer " + ALERTS)).isEqualTo(200);
        assertThat(post("/api/v1/labels", "Authorization", "Bearer " + ALERTS)).isEqualTo(403);
        assertThat(post("/api/v1/labels", "Authorization", RIGHT)).isEqualTo(401);
        assertThat(post("/api/v1/labels")).isEqualTo(401);
        assertThat(send("GET", "/api/v1/labels", "Authorization", "Bearer " + TOKEN)
                        .body())
                .isEqualTo("\"all\"");
        assertThat(send("GET", "/api/v1/labels", "Authorization", RIGHT).body()).isEqualTo("\"some\"");
        assertThat(get("/api/v1/labels")).isEqualTo(401);
    }

    /** As for every other path that a token opens. */
    @Test
    void aTokenReloads_withoutAPassword() throws Exception {
        start(passwords());
        assertThat(post("/-/reload", "Authorization", "Bearer " + TOKEN)).isEqualTo(200);
        assertThat(post("/-/reload", "Authorization", RIGHT)).isEqualTo(401);
        assertThat(post("/-/reload")).isEqualTo(401);
    }

    @Test
    void theTokenForAlerts_readsNothing_whereAPasswordIsNeeded() throws Exception {
        start(passwords());
        assertThat(get("/api/v1/labels", "Authorization", "Bearer " + ALERTS)).isEqualTo(401);
    }

    /** A proxy that asks for a password takes the header Authorization for itself. */
    @Test
    void aTokenMayComeInAHeaderOfItsOwn_besideAPassword() throws Exception {
        start(passwords());
        assertThat(post("/api/v1/labels", "X-Portent-Token", TOKEN)).isEqualTo(200);
        assertThat(post("/api/v1/labels", "X-Portent-Token", TOKEN, "Authorization", RIGHT))
                .isEqualTo(200);
        assertThat(post("/-/reload", "X-Portent-Token", TOKEN, "Authorization", RIGHT))
                .isEqualTo(200);
        assertThat(post("/api/v1/alerts", "X-Portent-Token", ALERTS)).isEqualTo(200);
        assertThat(post("/api/v1/labels", "X-Portent-Token", ALERTS)).isEqualTo(403);
        assertThat(post("/api/v1/labels", "X-Portent-Token", TOKEN + "x")).isEqualTo(401);
        assertThat(get("/metrics", "X-Portent-Token", TOKEN)).isEqualTo(401);
    }

    /** Nobody can make the agent hold two opinions: the header of its own is the one that counts. */
    @Test
    void ofTwoTokens_theOneInTheHeaderOfItsOwnCounts() throws Exception {
        start(WebPolicy.OPEN);
        assertThat(post("/api/v1/labels", "X-Portent-Token", "wrong", "Authorization", "Bearer " + TOKEN))
                .isEqualTo(401);
        assertThat(post("/api/v1/labels", "X-Portent-Token", TOKEN, "Authorization", "Bearer of-a-proxy"))
                .isEqualTo(200);
    }

    @Test
    void wrongTokensInTheHeaderOfItsOwn_areHeld_too() throws Exception {
        start(WebPolicy.OPEN);
        for (int i = 0; i < 20; i++) {
            assertThat(post("/api/v1/labels", "X-Portent-Token", "guess" + i)).isEqualTo(401);
        }
        assertThat(post("/api/v1/labels", "X-Portent-Token", "guess")).isEqualTo(429);
        assertThat(post("/api/v1/labels", "X-Portent-Token", TOKEN)).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example, 403",
        "Origin, null, 403",
        "Origin, OWN, 200",
        "Origin, https://OWN, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, none, 200",
        "X-Other, a, 200",
    })
    void aPageOfAnotherSite_cannotWrite_evenWithTheToken(String header, String value, int status) throws Exception {
        start(WebPolicy.OPEN);
        String own = "127.0.0.1:" + server.port();
        String sent = value.equals("OWN") ? "http://" + own : value.replace("OWN", own);
        assertThat(post("/api/v1/labels", "Authorization", "Bearer " + TOKEN, header, sent))
                .isEqualTo(status);
        assertThat(get("/metrics", header, sent)).as("reading is no harm").isEqualTo(200);
    }

    /** What a browser sends of itself, of a form or a script, never opens anything. */
    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"})
    void aForm_isRefusedByItsType(String type) throws Exception {
        start(WebPolicy.OPEN);
        for (String path : List.of("/api/v1/labels", "/api/v1/alerts", "/api/v1/interventions")) {
            HttpResponse<String> refused = send("POST", path, "Content-Type", type, "Authorization", "Bearer " + TOKEN);
            assertThat(refused.statusCode()).isEqualTo(415);
        }
        HttpResponse<String> preflight = send("OPTIONS", "/api/v1/labels", "Origin", "http://evil.example");
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(preflight.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    }

    @Test
    void wrongPasswords_areHeldToOneASecond_andWhoIsKnownComesIn() throws Exception {
        start(passwords());
        assertThat(get("/metrics", "Authorization", RIGHT)).isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            assertThat(get("/metrics", "Authorization", basic("prometheus", "guess" + i)))
                    .isEqualTo(401);
        }
        HttpResponse<String> held = send("GET", "/metrics", "Authorization", basic("prometheus", "guess"));
        assertThat(held.statusCode()).isEqualTo(429);
        assertThat(held.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(get("/metrics", "Authorization", RIGHT)).isEqualTo(200);
        assertThat(get("/metrics")).as("nothing was guessed").isEqualTo(401);
        now.addAndGet(1_000_000_000);
        assertThat(get("/metrics", "Authorization", basic("prometheus", "guess")))
                .isEqualTo(401);
        assertThat(get("/metrics", "Authorization", basic("prometheus", "guess")))
                .isEqualTo(429);
        assertThat(refusals).filteredOn(Refusal.PASSWORD::equals).hasSize(22);
        assertThat(refusals).filteredOn(Refusal.TOO_OFTEN::equals).hasSize(2);
        assertThat(refusals).hasSize(24);
    }

    @Test
    void wrongTokens_areHeld_andTheRightOneIsTaken() throws Exception {
        start(WebPolicy.OPEN);
        for (int i = 0; i < 20; i++) {
            assertThat(post("/api/v1/labels", "Authorization", "Bearer guess" + i))
                    .isEqualTo(401);
        }
        assertThat(post("/api/v1/labels", "Authorization", "Bearer guess")).isEqualTo(429);
        assertThat(post("/api/v1/labels", "Authorization", "Bearer " + TOKEN)).isEqualTo(200);
        assertThat(refusals).filteredOn(Refusal.TOKEN::equals).hasSize(20);
    }

    @Test
    void writing_isHeldByAddress() throws Exception {
        start(WebPolicy.OPEN);
        for (int i = 0; i < 200; i++) {
            assertThat(post("/api/v1/labels", "Authorization", "Bearer " + TOKEN))
                    .isEqualTo(200);
        }
        assertThat(post("/api/v1/labels", "Authorization", "Bearer " + TOKEN)).isEqualTo(429);
        assertThat(get("/metrics")).isEqualTo(200);
        now.addAndGet(Duration.ofMillis(20).toNanos());
        assertThat(post("/api/v1/labels", "Authorization", "Bearer " + TOKEN)).isEqualTo(200);
        assertThat(post("/api/v1/labels", "Authorization", "Bearer " + TOKEN)).isEqualTo(429);
    }

    @Test
    void theRateOfTheConfiguration_isOfAllTogether() throws Exception {
        WebPolicy policy = new WebPolicy(
                null,
                Passwords.NONE,
                Set.of(),
                Map.of(),
                new RequestRate(2, Duration.ofSeconds(5)),
                List.of(),
                List.of());
        start(policy);
        assertThat(get("/metrics")).isEqualTo(200);
        assertThat(get("/-/healthy")).isEqualTo(200);
        assertThat(get("/metrics")).isEqualTo(429);
        now.addAndGet(5_000_000_000L);
        assertThat(get("/metrics")).isEqualTo(200);
    }

    @Test
    void headers_areThere_onEveryAnswer_andAsConfigured() throws Exception {
        start(WebPolicy.OPEN);
        for (String path : List.of("/", "/metrics", "/nothing")) {
            Map<String, List<String>> headers = send("GET", path).headers().map();
            assertThat(headers).containsEntry("x-content-type-options", List.of("nosniff"));
            assertThat(headers).containsEntry("x-frame-options", List.of("deny"));
            assertThat(headers).containsEntry("referrer-policy", List.of("no-referrer"));
            assertThat(headers).containsEntry("cross-origin-resource-policy", List.of("same-origin"));
            assertThat(headers.get("content-security-policy"))
                    .singleElement()
                    .asString()
                    .contains("default-src 'none'", "frame-ancestors 'none'");
        }
        server.close();
        Map<String, String> configured =
                Map.of("X-Frame-Options", "sameorigin", "X-Content-Type-Options", "", "X-XSS-Protection", "0");
        start(new WebPolicy(null, Passwords.NONE, Set.of(), configured, null, List.of(), List.of()));
        Map<String, List<String>> headers = send("GET", "/metrics").headers().map();
        assertThat(headers).containsEntry("x-frame-options", List.of("sameorigin"));
        assertThat(headers).containsEntry("x-xss-protection", List.of("0"));
        assertThat(headers).doesNotContainKey("x-content-type-options");
    }

    /** What the pages send is theirs: a policy that lets no style in would leave them bare. */
    @Test
    void aPageKeepsItsOwnPolicy() throws Exception {
        start(new WebPolicy(
                null, Passwords.NONE, Set.of(), Map.of("Content-Security-Policy", "x"), null, List.of(), List.of()));
        assertThat(send("GET", "/").headers().firstValue("Content-Security-Policy"))
                .hasValue(LandingPage.POLICY);
        assertThat(send("GET", "/metrics").headers().firstValue("Content-Security-Policy"))
                .hasValue("x");
    }

    @Test
    void aHeadBeyondTheLimit_isCutOff() throws Exception {
        start(WebPolicy.OPEN);
        String many = IntStream.range(0, 300).mapToObj(i -> "X" + i + ": a\r\n").collect(Collectors.joining());
        for (String head : List.of("X: " + "a".repeat(100_000) + "\r\n", many)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                OutputStream out = socket.getOutputStream();
                out.write(("GET /metrics HTTP/1.1\r\nHost: a\r\n" + head + "\r\n").getBytes(UTF_8));
                out.flush();
                byte[] answer = socket.getInputStream().readNBytes(20);
                assertThat(new String(answer, UTF_8)).doesNotContain(" 200 ");
            } catch (IOException cutOff) {
                assertThat(cutOff).hasMessageContaining("reset");
            }
        }
        assertThat(get("/metrics")).isEqualTo(200);
    }

    /** A first line, or a name of a header, that never ends must not fill the memory. */
    @ParameterizedTest
    @CsvSource({"GET /", "'GET / HTTP/1.1|X'", "'GET / HTTP/1.1|X: '"})
    void aLineWithoutEnd_isCutOff(String begin) throws Exception {
        start(WebPolicy.OPEN);
        byte[] piece = "a".repeat(1 << 16).getBytes(UTF_8);
        int sent = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(begin.replace("|", "\r\n").getBytes(UTF_8));
            while (sent < 64 << 20) {
                out.write(piece);
                sent += piece.length;
            }
        } catch (IOException cutOff) {
            assertThat(cutOff).isNotNull();
        }
        assertThat(sent).isLessThan(32 << 20);
    }
}
