package io.portent.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portent.feed.FakeSystem.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class HttpReaderTest {
    private final FakeSystem.Pauses pauses = new FakeSystem.Pauses();

    @Test
    void anAnswer_isRead_andTheTokenSent() {
        try (FakeSystem system = new FakeSystem(asked -> Answer.json("{\"a\": \"b c\"}"))) {
            HttpReader reader = reader(URI.create(system.url() + "/base/"), () -> "word\n");
            assertThat(reader.get("/api", List.of(Map.entry("query", "up == bool 0 & é")))
                            .at("a")
                            .text())
                    .isEqualTo("b c");
            assertThat(system.asked())
                    .containsExactly(
                            new FakeSystem.Asked("/base/api", Map.of("query", "up == bool 0 & é"), "Bearer word"));
            assertThat(pauses.lengths()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void anOverloadedSystem_isAskedAgain(int status) {
        AtomicInteger count = new AtomicInteger();
        try (FakeSystem system = new FakeSystem(
                asked -> count.incrementAndGet() < 4 ? new Answer(status, "", Map.of()) : Answer.json("[]"))) {
            assertThat(reader(system.url(), () -> null).get("/x", List.of()).isList())
                    .isTrue();
            assertThat(pauses.lengths())
                    .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 1", "9999, 30", "soon, 1", "99999999, 1"})
    void itWaitsAsLongAsItIsAskedTo_withinReason(String retryAfter, long seconds) {
        try (FakeSystem system = new FakeSystem(asked -> new Answer(503, "", Map.of("Retry-After", retryAfter)))) {
            assertThatThrownBy(() -> reader(system.url(), () -> null).get("/x", List.of()))
                    .isInstanceOf(FeedException.class)
                    .hasMessage(system.url() + "/x answered 503");
            assertThat(pauses.lengths().get(0)).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(system.asked()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:5: parse error\"} | answered 400: 1:5: parse error",
                "401 | {\"message\":\"Unauthorized\"} | answered 401: Unauthorized",
                "404 | <html>no | answered 404: <html>no",
                "403 | '' | answered 403",
                "302 | '' | answered 302, a redirection, which is not followed; configure the address it leads to",
                "200 | <html> | answered with something else than JSON: the body must be JSON",
            })
    void whatIsWrong_isSaidWithAddressStatusAndTheSystemsOwnWords(int status, String body, String expected) {
        try (FakeSystem system = new FakeSystem(asked -> new Answer(status, body, Map.of("Location", "/y")))) {
            assertThatThrownBy(() -> reader(system.url(), () -> null).get("/x", List.of()))
                    .isInstanceOf(FeedException.class)
                    .hasMessageStartingWith(system.url() + "/x " + expected);
            assertThat(system.asked()).hasSize(1);
        }
    }

    @Test
    void anAnswerWithoutEnd_isCutOff() {
        try (FakeSystem system = new FakeSystem(asked -> Answer.json("x".repeat((2 << 20) + 1)))) {
            FeedException refused = catchThrowableOfType(
                    FeedException.class, () -> reader(system.url(), () -> null).get("/x", List.of()));
            assertThat(refused).hasMessage(system.url() + "/x answered with more than 2097152 bytes");
            assertThat(refused.tooLarge()).isTrue();
        }
    }

    @Test
    void aSystemThatIsAway_isNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> reader(URI.create("http://127.0.0.1:" + port), () -> null)
                        .get("/x", List.of()))
                .isInstanceOf(FeedException.class)
                .hasMessage("http://127.0.0.1:" + port + "/x does not answer: no connection to it");
        assertThat(pauses.lengths()).hasSize(3);
    }

    @Test
    void aNameThatNobodyHas_isSaid() {
        assertThatThrownBy(() ->
                        reader(URI.create("http://none.invalid:1"), () -> null).get("/x", List.of()))
                .hasMessage("http://none.invalid:1/x does not answer: no host has this name");
    }

    @Test
    void aBodyThatNeverEnds_isNotWaitedForLongerThanPatience() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread stalling = new Thread(() -> {
                try {
                    while (true) {
                        Socket client = socket.accept();
                        client.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                        client.getOutputStream().flush();
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            stalling.setDaemon(true);
            stalling.start();
            HttpReader reader = new HttpReader(
                    URI.create("http://127.0.0.1:" + socket.getLocalPort()),
                    () -> null,
                    Duration.ofMillis(200),
                    pauses);
            assertThatThrownBy(() -> reader.get("/x", List.of())).hasMessageContaining("/x does not answer: ");
        }
    }

    @Test
    void aTokenThatCannotBeRead_isSaid() {
        HttpReader reader = reader(URI.create("http://127.0.0.1:1"), () -> {
            throw new IOException("/run/token: no such file");
        });
        assertThatThrownBy(() -> reader.get("/x", List.of()))
                .hasMessage("the token for http://127.0.0.1:1/x cannot be read: /run/token: no such file");
    }

    private HttpReader reader(URI base, HttpReader.Token token) {
        return new HttpReader(base, token, Duration.ofSeconds(20), pauses);
    }
}
