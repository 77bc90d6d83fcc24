package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.web.security.BcryptHash;
import io.portent.web.security.Passwords;
import io.portent.web.security.WebPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path is what was sent. Whoever stands before the agent and lets some paths through must not be told another one. */
@Timeout(30)
final class SpelledPathTest {
    private static final BcryptHash HASH =
            new BcryptHash("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");

    private WebServer server = new WebServer("127.0.0.1", 0, TestPages.of("a 1\n"), failure -> {});

    @AfterEach
    void close() {
        server.close();
    }

    private String ask(String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return answer.substring("HTTP/1.1 ".length()).substring(0, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//x/metrics", "//metrics", "/%6detrics", "/-%2Fhealthy", "/api%2Fv1%2Fforecast", "/x/../metrics"
            })
    void anotherSpelling_isAnotherPath(String target) throws IOException {
        server.start();
        assertThat(ask(target)).isEqualTo("404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/metrics?a=b", "http://a/metrics", "http://a:9781/metrics"})
    void thePathItself_isFound_alsoWithTheHostBefore(String target) throws IOException {
        server.start();
        assertThat(ask(target)).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//x/-/ready", "/-/read%79", "/%2D/ready"})
    void anotherSpellingOfAnOpenPath_needsThePassword(String target) throws IOException {
        WebPolicy policy = new WebPolicy(
                null, new Passwords(Map.of("a", HASH)), Set.of("/-/ready"), Map.of(), null, List.of(), List.of());
        Guarding guarding = new Guarding(() -> policy, () -> Tokens.NONE, System::nanoTime, refusal -> {});
        server = new WebServer("127.0.0.1", 0, TestPages.of(""), TestPages.inbox(), guarding, failure -> {});
        server.start();
        assertThat(ask("/-/ready")).isEqualTo("200");
        assertThat(ask(target)).isEqualTo("401");
    }
}
