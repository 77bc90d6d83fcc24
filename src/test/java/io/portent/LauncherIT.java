package io.portent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the daemon as a user and a container runtime meet them. */
final class LauncherIT {
    private static final Duration END = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void version_isToldWithExitCodeZero() throws Exception {
        assertThat(AgentProcess.run("--version").succeeds().out()).startsWith("portent ");
    }

    @Test
    void help_listsTheVerbs() throws Exception {
        assertThat(AgentProcess.run("--help").succeeds().out()).contains("train", "run", "parse", "check-config");
    }

    @Test
    void theClassesOfACommand_areTakenOutOfTheArchive() throws Exception {
        Path loaded = directory.resolve("classes.txt");
        ProcessBuilder builder = new ProcessBuilder("./agent", "parse", "--summary", "sample-logs/shop/shop.log.gz");
        builder.environment().put("PORTENT_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
        Process agent = builder.redirectErrorStream(true).start();
        String said = new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(agent.waitFor()).as(said).isZero();
        List<String> own = Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" io.portent.") && !line.contains("Lambda"))
                .toList();
        assertThat(own).hasSizeGreaterThan(100);
        assertThat(own.stream()
                        .filter(line -> line.contains("shared objects file"))
                        .count())
                .as("of " + own.size() + " classes of ours; target/archive.log says how the archive was made")
                .isGreaterThan(own.size() * 9L / 10);
    }

    @Test
    void unknownVerb_isWrongUsage() throws Exception {
        AgentProcess.Ended ended = AgentProcess.run("trian");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("trian").contains("train");
    }

    @Test
    void unknownOption_isWrongUsage() throws Exception {
        AgentProcess.Ended ended = AgentProcess.run("train", "--no-such-option");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("--no-such-option").contains("Usage: agent train");
    }

    @Test
    void missingConfigurationFile_isWrongUsageAndNamed() throws Exception {
        AgentProcess.Ended ended =
                AgentProcess.run("run", "-c", directory.resolve("none.yaml").toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("none.yaml").contains("no such file");
    }

    @Test
    void train_thenForecast_worksOnWhatItStored() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        AgentProcess.Ended trained =
                AgentProcess.run("train", "-c", history.config().toString());
        assertThat(trained.succeeds().out()).contains("Champion: ", "climatology");
        AgentProcess.Ended forecast = AgentProcess.run(
                "forecast", "--json", "--until", "end", "-c", history.config().toString());
        assertThat(forecast.succeeds().out()).contains("\"horizon\":\"5m\"", "\"red\":");
    }

    @Test
    void run_onABusyPort_saysSoAndEndsAtOnce() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                AgentProcess agent = AgentProcess.start(
                        "run", "-c", history.config().toString(), "--listen", "127.0.0.1:" + busy.getLocalPort())) {
            agent.awaitError("cannot listen");
            agent.ended(Duration.ofSeconds(6)).failsWithOneSentence("127.0.0.1:" + busy.getLocalPort(), "in use");
        }
    }

    @Test
    void run_servesItsPagesAndEndsOnSigterm() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        try (AgentProcess agent =
                AgentProcess.start("run", "-c", history.config().toString(), "--listen", "127.0.0.1:0")) {
            int port = agent.awaitPort();
            assertThat(get(port, "/-/healthy").statusCode()).isEqualTo(200);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> get(port, "/-/ready").statusCode() == 200);
            assertThat(get(port, "/metrics").body())
                    .contains("portent_build_info{")
                    .contains("portent_forecast_health{")
                    .contains("portent_log_lines_total{source=\"app\",}");
            assertThat(get(port, "/").body()).contains("<html");

            agent.terminate();
            // A container runtime kills after ten seconds; the daemon has nothing to wait for, so it takes far less.
            agent.ended(END.dividedBy(2));
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(free.isBound()).isTrue();
            }
        }
    }

    @Test
    void interruptedTraining_leavesNothingBehind() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        Files.writeString(history.config(), history.configuration("units: 128, epochs: 10000, ensemble: 15"));
        try (AgentProcess agent =
                AgentProcess.start("train", "-c", history.config().toString())) {
            agent.awaitError("training [");
            agent.terminate();
            assertThat(agent.ended(END).code()).isNotZero();
        }
        history.hasNoModel();
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(END)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
