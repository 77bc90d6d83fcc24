package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.web.security.WebPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log lines over HTTP: who may send them, how much, and what the answers are. */
final class LogRouteTest {
    private static final String TOKEN = "a-token-of-this-test";
    private static final String ALERTS = "a-token-for-alerts-alone";
    private static final String NDJSON = "application/x-ndjson";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Exception> failures = new ArrayList<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final Taking taking = new Taking();
    private @Nullable WebServer server;

    /** Keeps what it is given, unless it is full. */
    private static final class Taking implements LogInbox {
        private final List<String> taken = new ArrayList<>();
        private final CountDownLatch inside = new CountDownLatch(2);
        private volatile CountDownLatch held = new CountDownLatch(0);
        private volatile boolean open = true;
        private volatile boolean full;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public OptionalInt logs(@Nullable String source, String sender, InputStream body) throws IOException {
            String text = new String(body.readAllBytes(), UTF_8);
            inside.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if ("nobody".equals(source)) {
                throw new RefusedException("name the source");
            }
            if (full) {
                return OptionalInt.empty();
            }
            synchronized (taken) {
                taken.add(source + " " + sender + " " + text);
            }
            return OptionalInt.of((int) text.lines().count());
        }
    }

    private URI start(Tokens tokens) throws IOException {
        WebServer fresh = new WebServer(
                "127.0.0.1",
                0,
                TestPages.of(""),
                TestPages.inbox(),
                taking,
                new Guarding(() -> WebPolicy.OPEN, () -> tokens, System::nanoTime, refusals::add),
                failures::add);
        fresh.start();
        server = fresh;
        return URI.create("http://127.0.0.1:" + fresh.port() + "/api/v1/logs");
    }

    private URI start() throws IOException {
        return start(new Tokens(TOKEN, ALERTS));
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private static HttpRequest.Builder request(URI uri, byte[] body) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<String> post(URI uri, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = request(uri, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> lines(URI uri, String text) throws Exception {
        return post(uri, text.getBytes(UTF_8), "Content-Type", NDJSON);
    }

    private static byte[] gzip(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            try (OutputStream zip = new GZIPOutputStream(out)) {
                zip.write(part);
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/ndjson", "text/plain", "Text/Plain; charset=utf-8"})
    void lines_areTaken_withTheAddressOfWhoSendsThem(String type) throws Exception {
        HttpResponse<String> response = post(start(), "{\"a\":1}\nb\n".getBytes(UTF_8), "Content-Type", type);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"lines\":2}");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(taking.taken).containsExactly("null 127.0.0.1 {\"a\":1}\nb\n");
    }

    @Test
    void gzip_isUnpacked_alsoInSeveralMembers() throws Exception {
        byte[] body = gzip("one\n".getBytes(UTF_8), "two\n".getBytes(UTF_8));
        URI uri = URI.create(start() + "?source=app");
        assertThat(post(uri, body, "Content-Type", NDJSON, "Content-Encoding", "gzip")
                        .body())
                .isEqualTo("{\"lines\":2}");
        assertThat(taking.taken).containsExactly("app 127.0.0.1 one\ntwo\n");
    }

    @Test
    void whereThereIsNoRoom_theSenderIsToldWhenToTryAgain() throws Exception {
        taking.full = true;
        HttpResponse<String> response = lines(start(), "a\n");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        taking.full = false;
        assertThat(lines(response.uri(), "a\n").statusCode()).isEqualTo(202);
    }

    @Test
    void bodiesOfTwoRequestsAreHeldAtMost_othersAreToldToTryAgain() throws Exception {
        URI uri = start();
        taking.held = new CountDownLatch(1);
        List<CompletableFuture<HttpResponse<String>>> first = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            first.add(client.sendAsync(
                    request(uri, new byte[] {'a'})
                            .header("Content-Type", NDJSON)
                            .build(),
                    BodyHandlers.ofString()));
        }
        taking.inside.await();
        HttpResponse<String> third = lines(uri, "b\n");
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refusals).containsExactly(Refusal.BUSY);
        taking.held.countDown();
        for (CompletableFuture<HttpResponse<String>> one : first) {
            assertThat(one.get().statusCode()).isEqualTo(202);
        }
        assertThat(lines(uri, "b\n").statusCode()).isEqualTo(202);
    }

    @Test
    void withoutASourceOrAToken_itIsClosed() throws Exception {
        taking.open = false;
        HttpResponse<String> closed = lines(start(), "a\n");
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.body()).contains("http: true", "web.token");
        close();
        taking.open = true;
        assertThat(lines(start(new Tokens(null, ALERTS)), "a\n").statusCode()).isEqualTo(403);
        assertThat(taking.taken).isEmpty();
    }

    @Test
    void onlyTheWholeToken_opensIt() throws Exception {
        URI uri = start();
        byte[] body = {'a'};
        HttpResponse<String> wrong = post(uri, body, "Content-Type", NDJSON, "Authorization", "Bearer another-token");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(post(uri, body, "Content-Type", NDJSON, "Authorization", "Bearer " + ALERTS)
                        .statusCode())
                .isEqualTo(403);
        assertThat(taking.taken).isEmpty();
    }

    @Test
    void otherMethodsTypesAndCompressions_areRefused() throws Exception {
        URI uri = start();
        byte[] body = {'a'};
        HttpResponse<String> read =
                client.send(HttpRequest.newBuilder(uri).GET().build(), BodyHandlers.ofString());
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).hasValue("POST");
        assertThat(post(uri, body).statusCode()).isEqualTo(415);
        assertThat(post(uri, body, "Content-Type", "application/json").statusCode())
                .isEqualTo(415);
        assertThat(post(uri, body, "Content-Type", NDJSON, "Content-Encoding", "zstd")
                        .statusCode())
                .isEqualTo(415);
        assertThat(taking.taken).isEmpty();
    }

    @Test
    void whatCannotBeUnderstood_isSaid_andIsNoFailureOfOurs() throws Exception {
        URI uri = start();
        byte[] whole = gzip("a line of some length\n".getBytes(UTF_8));
        for (byte[] bad : List.of(new byte[0], "no gzip".getBytes(UTF_8), Arrays.copyOf(whole, whole.length - 9))) {
            assertThat(post(uri, bad, "Content-Type", NDJSON, "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(lines(URI.create(uri + "?source=nobody"), "a\n").body()).isEqualTo("name the source\n");
        assertThat(lines(URI.create(uri + "?sauce=app"), "a\n").statusCode()).isEqualTo(400);
        assertThat(taking.taken).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void aLargeBody_isRefused_alsoOneThatIsSmallOnlyWhileItIsCompressed() throws Exception {
        URI uri = start();
        byte[] most = new byte[LogRoute.LARGEST_BODY];
        byte[] more = new byte[LogRoute.LARGEST_BODY + 1];
        Arrays.fill(most, (byte) 'x');
        Arrays.fill(more, (byte) 'x');
        assertThat(post(uri, most, "Content-Type", NDJSON).statusCode()).isEqualTo(202);
        assertThat(post(uri, more, "Content-Type", NDJSON).statusCode()).isEqualTo(413);
        assertThat(post(uri, gzip(most), "Content-Type", NDJSON, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(202);
        byte[] bomb = gzip(more, more, more, more, more, more, more, more);
        assertThat(bomb.length).isLessThan(100_000);
        HttpResponse<String> refused = post(uri, bomb, "Content-Type", NDJSON, "Content-Encoding", "gzip");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains(LogRoute.LARGEST_BODY + " bytes");
        assertThat(taking.taken).hasSize(2);
    }
}
