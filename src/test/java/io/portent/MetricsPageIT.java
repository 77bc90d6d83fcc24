package io.portent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.docs.Promtool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running daemon's page, held against Prometheus' own checker in both formats. */
final class MetricsPageIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String OPEN_METRICS = "application/openmetrics-text";

    @TempDir
    Path directory;

    @Test
    void page_isCleanInBothFormats() throws Exception {
        Promtool.required();
        ShortHistory history = ShortHistory.write(directory);
        AgentProcess.run("train", "-c", history.config().toString()).succeeds();
        try (AgentProcess agent =
                AgentProcess.start("run", "-c", history.config().toString(), "--listen", "127.0.0.1:0")) {
            int port = agent.awaitPort();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> get(port, "text/plain").body().contains("portent_forecast_health{"));
            checkText(get(port, "text/plain"));
            checkOpenMetrics(get(port, OPEN_METRICS + "; version=1.0.0; charset=utf-8"));
        }
    }

    private void checkText(HttpResponse<String> page) throws Exception {
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(page.body())
                .contains("portent_model_info{", "portent_forecast_health{", "portent_forecast_runs_total ");
        Path file = Files.writeString(directory.resolve("page.txt"), page.body());
        assertThat(Promtool.says(directory, file.toFile(), "check", "metrics")).isEmpty();
    }

    /**
     * The checker knows the older format alone, but its import reads OpenMetrics, strictly. It wants a time with every sample,
     * which a live page must not have.
     */
    private void checkOpenMetrics(HttpResponse<String> page) throws Exception {
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith(OPEN_METRICS);
        assertThat(page.body()).endsWith("# EOF\n").contains("portent_forecast_runs_total ");
        StringBuilder timed = new StringBuilder();
        page.body()
                .lines()
                .forEach(line -> timed.append(line)
                        .append(line.startsWith("#") ? "\n" : " " + ShortHistory.START.getEpochSecond() + "\n"));
        Path file = Files.writeString(directory.resolve("page.om"), timed);
        Path blocks = directory.resolve("blocks");
        Promtool.says(
                directory,
                file.toFile(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                file.toString(),
                blocks.toString());
        assertThat(blocks).isNotEmptyDirectory();
    }

    private static HttpResponse<String> get(int port, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .header("Accept", accept)
                .timeout(Duration.ofSeconds(10))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
