package io.portent.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.web.security.Certificates;
import io.portent.web.security.ClientAuth;
import io.portent.web.security.Passwords;
import io.portent.web.security.PemSource;
import io.portent.web.security.ServerTls;
import io.portent.web.security.TlsSpec;
import io.portent.web.security.WebPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three hundred connections that never end their request, and a scraper beside them that has ten seconds, as Prometheus has. */
@Timeout(60)
final class SlowClientsTest {
    private static final int SLOW = 300;
    private static final String TOKEN = "0123456789abcdef-web";
    private static final Duration SCRAPE_TIMEOUT = Duration.ofSeconds(10);

    private final List<Socket> slow = new ArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "that say nothing, ''",
        "that stop within the first line, GET /met",
        "that stop within the head, 'GET /metrics HTTP/1.1|Host: a|'",
        "that stop within a body nobody reads, 'POST /metrics HTTP/1.1|Host: a|Content-Length: 900||x'",
        "that stop within a body of somebody who may write, "
                + "'POST /api/v1/labels HTTP/1.1|Host: a|Authorization: Bearer 0123456789abcdef-web|"
                + "Content-Type: application/json|Content-Length: 900||x'",
    })
    void slowClients_leaveTheMetricsAnswering(String what, String sent) throws Exception {
        try (WebServer server = started(WebPolicy.OPEN)) {
            open(server.port(), sent.replace("|", "\r\n"));
            HttpClient client = HttpClient.newHttpClient();
            for (int scrape = 0; scrape < 3; scrape++) {
                HttpResponse<String> page = scrape(client, "http", server.port());
                assertThat(page.statusCode()).as(what).isEqualTo(200);
                assertThat(page.body()).isEqualTo("a 1\n");
            }
        }
        assertThat(failures).as("none of it is the agent's failure").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"that say nothing,''", "that stop within the handshake,'\u0016\u0003\u0001'"})
    void handshakesThatStall_leaveTheMetricsAnswering(String what, String sent, @TempDir Path folder) throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.server("server", "ca");
        try (WebServer server = started(policy(folder))) {
            open(server.port(), sent);
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(certificates.client("ca", null))
                    .build();
            for (int scrape = 0; scrape < 3; scrape++) {
                assertThat(scrape(client, "https", server.port()).statusCode())
                        .as(what)
                        .isEqualTo(200);
            }
        }
    }

    private static WebPolicy policy(Path folder) {
        TlsSpec spec = new TlsSpec(
                PemSource.inFile(folder.resolve("server.crt")),
                PemSource.inFile(folder.resolve("server.key")),
                ClientAuth.NONE,
                null,
                Set.of(),
                List.of("TLSv1.2", "TLSv1.3"),
                List.of(),
                true);
        ServerTls tls = ServerTls.load(spec, (part, why) -> {
            throw new IllegalStateException(part + " " + why);
        });
        return new WebPolicy(
                Objects.requireNonNull(tls), Passwords.NONE, Set.of(), Map.of(), null, List.of(), List.of());
    }

    /** Pages are large, and nobody reads them: the buffers of a connection on this machine take a few megabytes. */
    @Test
    void whoDoesNotReadTheAnswer_leavesTheMetricsToOthers() throws Exception {
        String large = "x".repeat(8 << 20);
        try (WebServer server = new WebServer("127.0.0.1", 0, TestPages.of(large), failures::add)) {
            server.start();
            for (int i = 0; i < 24; i++) {
                open(server.port(), "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", 1);
            }
            HttpClient client = HttpClient.newHttpClient();
            await("a page after those that nobody reads were given up")
                    .atMost(SCRAPE_TIMEOUT)
                    .until(() -> scrape(client, "http", server.port()).body().length() == large.length());
        }
    }

    /** Given up, not only waited out: the tenth of a second by which it is looked at is far from the ten seconds of the JDK's limit. */
    @Test
    void theSlowestAreCutOff_whenOthersWait() throws Exception {
        try (WebServer server = started(WebPolicy.OPEN)) {
            open(server.port(), "GET /met");
            await("the first are cut off").atMost(Duration.ofSeconds(8)).until(() -> isCutOff(slow.get(0)));
            assertThat(refusals).contains(Refusal.SLOW);
            assertThat(scrape(HttpClient.newHttpClient(), "http", server.port()).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Whoever has sent all of it is not given up while his page is made. */
    @Test
    void aRequestThatIsWorkedOn_isNotGivenUp() throws Exception {
        try (WebServer server = started(WebPolicy.OPEN)) {
            open(server.port(), "GET /met");
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 20; i++) {
                assertThat(scrape(client, "http", server.port()).body()).isEqualTo("a 1\n");
            }
        }
        assertThat(failures).isEmpty();
    }

    private static boolean isCutOff(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private WebServer started(WebPolicy policy) throws IOException {
        Guarding guarding = new Guarding(() -> policy, () -> new Tokens(TOKEN, null), System::nanoTime, refusals::add);
        WebServer server =
                new WebServer("127.0.0.1", 0, TestPages.of("a 1\n"), TestPages.inbox(), guarding, failures::add);
        server.start();
        return server;
    }

    private void open(int port, String sent) throws IOException {
        open(port, sent, SLOW);
    }

    private void open(int port, String sent, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            slow.add(socket);
            socket.getOutputStream().write(sent.getBytes(US_ASCII));
            socket.getOutputStream().flush();
        }
    }

    private static HttpResponse<String> scrape(HttpClient client, String scheme, int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/metrics"))
                .timeout(SCRAPE_TIMEOUT)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
