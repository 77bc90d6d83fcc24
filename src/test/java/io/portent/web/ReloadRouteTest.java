package io.portent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may have the configuration read again, and what the answers are. */
final class ReloadRouteTest {
    private static final String TOKEN = "a-token-of-this-test";
    private static final String ALERTS = "a-token-for-alerts-alone";

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();
    private Reload.Answer answer = new Reload.Answer(Reload.Outcome.TAKEN, "nothing has changed");
    private @Nullable WebServer server;

    private URI start(boolean enabled, Tokens tokens) throws IOException {
        WebServer fresh = new WebServer(
                "127.0.0.1", 0, TestPages.of(""), Guarding.by(tokens, System::nanoTime), error -> {}, null, null);
        fresh.offer(
                () -> {
                    asked.incrementAndGet();
                    return answer;
                },
                enabled);
        fresh.start();
        server = fresh;
        return URI.create("http://127.0.0.1:" + fresh.port() + "/-/reload");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private HttpResponse<String> post(URI to, @Nullable String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).POST(BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({"TAKEN, 200", "REFUSED, 400", "RESTART, 409", "BUSY, 503"})
    void whoKnowsTheToken_isToldWhatCameOfIt(Reload.Outcome outcome, int status) throws Exception {
        answer = new Reload.Answer(outcome, "agent.yaml:2: one thing\nagent.yaml:3: another");
        HttpResponse<String> response = post(start(true, new Tokens(TOKEN, ALERTS)), TOKEN);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("agent.yaml:2: one thing\nagent.yaml:3: another\n");
        assertThat(asked).hasValue(1);
    }

    @Test
    void nobodyElseMay() throws Exception {
        URI to = start(true, new Tokens(TOKEN, ALERTS));
        assertThat(post(to, null).statusCode()).isEqualTo(401);
        assertThat(post(to, "b-token-of-this-test").statusCode()).isEqualTo(401);
        assertThat(post(to, ALERTS).statusCode()).isEqualTo(403);
        HttpRequest get = HttpRequest.newBuilder(to)
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        assertThat(asked).hasValue(0);
    }

    @Test
    void whereItIsOff_theTokenDoesNotHelp() throws Exception {
        assertThat(post(start(false, new Tokens(TOKEN, ALERTS)), TOKEN).statusCode())
                .isEqualTo(403);
        stop();
        assertThat(post(start(true, Tokens.NONE), TOKEN).statusCode()).isEqualTo(403);
        assertThat(asked).hasValue(0);
    }
}
