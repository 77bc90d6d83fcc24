package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that end too early, are no bodies, or that nobody wants: the sender is told, and the agent has not failed. */
@Timeout(60)
final class BrokenBodyTest {
    private static final String TOKEN = "0123456789abcdef-web";

    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable InputStream> handed = new AtomicReference<>();
    private final AtomicReference<@Nullable IOException> felt = new AtomicReference<>();
    private final WebServer server = new WebServer(
            "127.0.0.1",
            0,
            TestPages.of("a 1\n"),
            TestPages.inbox(),
            new Lines(),
            Guarding.by(new Tokens(TOKEN, null), System::nanoTime),
            failures::add);

    private final class Lines implements LogInbox {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public OptionalInt logs(@Nullable String source, String sender, InputStream body) throws IOException {
            handed.set(body);
            try {
                return OptionalInt.of(
                        (int) new String(body.readAllBytes(), UTF_8).lines().count());
            } catch (IOException e) {
                felt.set(e);
                throw e;
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static String head(String path, String type, String length) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TOKEN + "\r\nContent-Type: " + type
                + "\r\n" + length + "\r\nConnection: close\r\n\r\n";
    }

    private String answer(String sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(sent.getBytes(UTF_8));
            String first = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
            return String.valueOf(first);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n{}\r\n0\r\n\r\n",
                "-5\r\n{}\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
                "2\r\n{}--0\r\n\r\n"
            })
    void aChunkOfNoSize_isTheSendersFault(String chunks) throws IOException {
        assertThat(answer(head("/api/v1/labels", "application/json", "Transfer-Encoding: chunked") + chunks))
                .startsWith("HTTP/1.1 400 ");
        assertThat(answer(head("/api/v1/logs", "text/plain", "Transfer-Encoding: chunked") + chunks))
                .startsWith("HTTP/1.1 400 ");
        assertThat(failures).isEmpty();
    }

    @Test
    void whoHangsUpWithinTheBody_isNoFailureOfOurs() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write((head("/api/v1/logs", "text/plain", "Content-Length: 100") + "half").getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400 ");
        }
        await().until(() -> felt.get() != null);
        assertThat(failures).isEmpty();
    }

    /** More than the buffers of a connection hold: who was cut off while he sends would see a reset and not the answer. */
    @Test
    void whoseBodyIsNotWanted_readsWhy() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(7).nextBytes(large);
        assertThat(post("/api/v1/labels", large, "wrong", "application/json", null)
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/api/v1/labels", large, TOKEN, "text/plain", null).statusCode())
                .isEqualTo(415);
        assertThat(post("/nothing", large, TOKEN, "text/plain", null).statusCode())
                .isEqualTo(404);
        assertThat(post("/api/v1/logs", large, TOKEN, "text/plain", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(failures).isEmpty();
    }

    private HttpResponse<String> post(String path, byte[] body, String token, String type, @Nullable String coding)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        if (coding != null) {
            request.header("Content-Encoding", coding);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** What unpacks takes memory beside the heap until it is closed. */
    @Test
    void whatUnpacks_isClosed_onceTheBodyIsRead() throws Exception {
        assertThat(post("/api/v1/logs", gzip("one\n"), TOKEN, "text/plain", "gzip")
                        .body())
                .isEqualTo("{\"lines\":1}");
        InputStream body = handed.get();
        assertThat(body).isNotNull();
        assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    /** At the end of a member {@link GZIPInputStream} asks whether there is more, and the network may be late. */
    @Test
    void aPauseOfTheNetwork_isNotTheEnd() throws IOException {
        Deque<byte[]> packets = new ArrayDeque<>(List.of(gzip("one\n"), gzip("two\n")));
        InputStream network = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("read in pieces");
            }

            @Override
            public int read(byte[] into, int at, int length) {
                byte[] next = packets.poll();
                if (next == null) {
                    return -1;
                }
                int count = Math.min(length, next.length);
                System.arraycopy(next, 0, into, at, count);
                if (count < next.length) {
                    packets.addFirst(Arrays.copyOfRange(next, count, next.length));
                }
                return count;
            }
        };
        try (InputStream body = new GZIPInputStream(new LimitedInput(network, 1000))) {
            assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo("one\ntwo\n");
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
