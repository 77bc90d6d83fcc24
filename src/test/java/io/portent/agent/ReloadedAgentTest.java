package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.store.TimeSpan;
import io.portent.store.jdbc.JdbcStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as people run it, in a process of its own, while its configuration is edited and services write on. */
class ReloadedAgentTest {
    private static final String TOKEN = "a-token-of-this-test";
    private static final String SUCCESSFUL = "portent_config_last_reload_successful";
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int MOMENTS = 24;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private RunningAgent agent = new RunningAgent(Path.of("."), "agent", () -> "");
    private String begun = "";

    @BeforeEach
    void start() {
        agent = new RunningAgent(directory, "agent", () -> "jdbc:sqlite:" + directory.resolve("agent.db"))
                .with("PORTENT_WEB_TOKEN", TOKEN)
                .with("PORTENT_WEB_RELOAD", "true");
    }

    @AfterEach
    void end() {
        agent.close();
    }

    private static int status(String url, @Nullable String token, boolean post) throws Exception {
        return answer(url, token, post).statusCode();
    }

    private static HttpResponse<String> answer(String url, @Nullable String token, boolean post) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(1));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(
                post ? request.POST(HttpRequest.BodyPublishers.noBody()).build() : request.build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String url(String path) throws IOException {
        return "http://127.0.0.1:" + agent.port() + path;
    }

    private String reloadUrl() throws IOException {
        return url("/-/reload");
    }

    private void edit(String from, String to) throws IOException {
        assertThat(begun).contains(from);
        Files.writeString(agent.config(), begun.replace(from, to));
    }

    private String sources(String more) {
        return "sources: [{name: side, files: [\"%1$s/side.log\"], format: logstash}, {name: app, files: [\"%1$s/app.log\"], format: logstash%2$s}]"
                .formatted(directory, more);
    }

    private String oneSource() {
        return "sources: [{name: app, files: [\"%s/app.log\"], format: logstash}]".formatted(directory);
    }

    private void awaitSaid(String part) {
        await(part).atMost(LONG).until(() -> agent.said(part) > 0);
    }

    private Map<Instant, Integer> kept() {
        Map<Instant, Integer> kept = new TreeMap<>();
        try (JdbcStore store = JdbcStore.open(agent.store(), Duration.ofSeconds(5))) {
            store.windowReader().windows(null, TimeSpan.ALL, window -> {
                if (window.events() > 0) {
                    kept.put(window.start(), window.events());
                }
            });
        }
        return kept;
    }

    @Test
    void sourcesAreTakenOver_andWhatIsBadIsRefused_whileItIsScraped() throws Exception {
        GrowingLog app = new GrowingLog(directory.resolve("app.log"), InstantSource.system(), 1);
        agent.start().awaitServing();
        begun = Files.readString(agent.config());
        try (Scraper scraper = new Scraper(url("/metrics"))) {
            edit(oneSource(), sources(""));
            awaitSaid("changed: source side added");
            GrowingLog side = new GrowingLog(directory.resolve("side.log"), InstantSource.system(), 2);
            await().atMost(LONG).until(() -> agent.metric("portent_log_lines_total{source=\"side\",}") > 0);
            refusesWhatIsBad();
            takesOverAtAnyMoment();
            app.end();
            side.end();
            Map<Instant, Integer> written = app.written();
            side.written().forEach((second, lines) -> written.merge(second, lines, Integer::sum));
            await().atMost(LONG).until(() -> kept().equals(written));
            for (Map.Entry<String, GrowingLog> one :
                    Map.of("app", app, "side", side).entrySet()) {
                assertThat(agent.metric("portent_log_lines_total{source=\"" + one.getKey() + "\",}"))
                        .isEqualTo(one.getValue().written().values().stream()
                                .mapToInt(n -> n)
                                .sum());
            }
            edit(oneSource(), oneSource());
            assertThat(status(reloadUrl(), TOKEN, true)).isEqualTo(200);
            assertThat(answer(url("/metrics"), null, false).body()).doesNotContain("source=\"side\"");
            assertThat(scraper.bad).isEmpty();
            assertThat(scraper.scrapes).hasValueGreaterThan(20);
        }
    }

    /** Whoever rolls out a file sends the signal without asking how far the agent is. */
    @Test
    void signalThatComesWhileItStarts_doesNotEndIt() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningAgent starting = new RunningAgent(
                        directory,
                        "starting",
                        () -> "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/none")) {
            starting.start();
            try (Socket asking = silent.accept()) {
                assertThat(asking.isConnected()).isTrue();
                new ProcessBuilder("kill", "-HUP", Long.toString(starting.pid()))
                        .start()
                        .waitFor();
                await().atMost(LONG)
                        .until(() -> starting.said("configuration not read again") > 0 || !starting.isAlive());
            }
            assertThat(starting.isAlive()).isTrue();
        }
    }

    private void refusesWhatIsBad() throws Exception {
        String first = "length: must be a whole number and one unit";
        edit("{length: 1s, lateness: 4s}", "{length: 1y, latenes: 4s}");
        assertThat(status(reloadUrl(), null, true)).isEqualTo(401);
        assertThat(status(reloadUrl(), "another-token-than-it", true)).isEqualTo(401);
        assertThat(status(reloadUrl(), TOKEN, false)).isEqualTo(405);
        HttpResponse<String> refused = answer(reloadUrl(), TOKEN, true);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body().lines()).hasSize(2);
        assertThat(agent.metric(SUCCESSFUL)).isZero();
        assertThat(agent.said("latenes: unknown key")).isEqualTo(1);
        assertThat(agent.said("window." + first)).isEqualTo(1);
        edit("{length: 1s, lateness: 4s}", "{length: 1s, lateness: 3s}");
        HttpResponse<String> later = answer(reloadUrl(), TOKEN, true);
        assertThat(later.statusCode()).isEqualTo(409);
        assertThat(later.body()).isEqualTo(agent.config() + ": window.lateness: needs a restart\n");
        edit(oneSource(), sources(", timezone: Asia/Tokyo"));
        new ProcessBuilder("kill", "-HUP", Long.toString(agent.pid())).start().waitFor();
        awaitSaid("changed: source app changed");
        await().atMost(LONG).until(() -> agent.metric(SUCCESSFUL) == 1);
    }

    private void takesOverAtAnyMoment() throws Exception {
        Random random = new Random(7);
        for (int moment = 0; moment < MOMENTS; moment++) {
            edit(oneSource(), sources(moment % 2 == 0 ? "" : ", exclude: [\"nothing" + moment + "\"]"));
            HttpResponse<String> answer = answer(reloadUrl(), TOKEN, true);
            assertThat(answer.statusCode())
                    .as("moment %s: %s", moment, answer.body())
                    .isEqualTo(200);
            assertThat(answer.body()).isEqualTo("changed: source app changed\n");
            assertThat(new CountDownLatch(1).await(random.nextInt(300), TimeUnit.MILLISECONDS))
                    .isFalse();
        }
    }

    /** Asks for a page again and again. */
    private static final class Scraper implements AutoCloseable {
        private final String url;
        private final List<String> bad = new ArrayList<>();
        private final AtomicInteger scrapes = new AtomicInteger();
        private final CountDownLatch end = new CountDownLatch(1);
        private final Thread thread = new Thread(this::work, "scraper");

        Scraper(String url) {
            this.url = url;
            thread.start();
        }

        private void work() {
            try {
                while (!end.await(50, TimeUnit.MILLISECONDS)) {
                    HttpResponse<String> page = answer(url, null, false);
                    scrapes.incrementAndGet();
                    boolean whole = page.statusCode() == 200
                            && page.body().contains("portent_log_lines_total{source=\"app\",}")
                            && page.body().contains(SUCCESSFUL)
                            && !page.body().contains("portent_forecast_health=\"green\",} 1.0");
                    if (!whole) {
                        bad.add(page.statusCode() + " " + page.body());
                    }
                }
            } catch (Exception e) {
                bad.add(e.toString());
            }
        }

        @Override
        public void close() {
            end.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
