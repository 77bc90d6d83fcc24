package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.feed.FakeSystem;
import io.portent.feed.FakeSystem.Answer;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import io.portent.store.jdbc.JdbcStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
final class LabelFetchVerbTest {
    private static final String FIRED = """
            {"status": "success", "data": {"resultType": "matrix", "result": [
              {"metric": {"__name__": "ALERTS", "alertname": "HighErrors", "severity": "critical"},
               "values": [[1772582400,"1"],[1772582430,"1"]]},
              {"metric": {"__name__": "ALERTS", "alertname": "PortentForecastRed", "severity": "critical"},
               "values": [[1772582400,"1"]]}]}}
            """;
    private static final String ANNOTATIONS = """
            [{"id": 7, "time": 1772582400000, "timeEnd": 1772582400000, "tags": ["deploy"], "text": "1.2.3"}]""";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatTheSystemsKnow_isStored_andToldPerSystem() throws IOException {
        try (FakeSystem system =
                new FakeSystem(asked -> Answer.json(asked.path().endsWith("annotations") ? ANNOTATIONS : FIRED))) {
            String yaml = "labels: {prometheus: {url: %1$s}, grafana: {url: %1$s}}".formatted(system.url());
            assertThat(fetch(yaml, "--since", "2026-03-04", "--until", "2026-03-05"))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString().lines())
                    .containsExactly(
                            "prometheus: labels 1 added, 0 changed, 0 unchanged; 1 own alert",
                            "grafana: labels 0 added, 0 changed, 0 unchanged; interventions 1 added");
            try (JdbcStore store =
                    JdbcStore.open("jdbc:sqlite:" + folder + "/data/portent.db", Duration.ofSeconds(5))) {
                assertThat(store.labels().labels(TimeSpan.ALL))
                        .extracting(Recorded::label)
                        .extracting(label -> label.entity() + " " + label.start() + " " + label.end())
                        .containsExactly("service 2026-03-04T00:00:00Z 2026-03-04T00:01:00Z");
            }
            out.getBuffer().setLength(0);
            assertThat(fetch(yaml, "--since", "2026-03-04", "--until", "2026-03-05"))
                    .isZero();
            assertThat(out.toString()).contains("prometheus: labels 0 added, 0 changed, 1 unchanged");
        }
    }

    @Test
    void oneThatFails_isNamed_afterTheOthersWereAsked() throws IOException {
        try (FakeSystem system = new FakeSystem(asked -> asked.path().endsWith("annotations")
                ? Answer.json(ANNOTATIONS)
                : new Answer(400, "{\"error\": \"1:1: parse error\"}", Map.of()))) {
            String yaml = "labels: {prometheus: {url: %1$s}, grafana: {url: %1$s}}".formatted(system.url());
            assertThat(fetch(yaml)).isEqualTo(1);
            assertThat(out.toString()).startsWith("grafana: ");
            assertThat(err.toString()).isEqualTo(system.url() + "/api/v1/query_range answered 400: 1:1: parse error\n");
        }
    }

    @Test
    void wrongUsage_isToldBeforeAnythingIsAsked() throws IOException {
        assertThat(fetch("entity: shop")).isEqualTo(2);
        assertThat(err.toString()).contains("nothing to ask: set labels.prometheus.url or labels.grafana.url");
        assertThat(fetch("entity: shop", "--since", "1d", "--until", "2d")).isEqualTo(2);
        assertThat(fetch("entity: shop", "--since", "soon")).isEqualTo(2);
    }

    private int fetch(String yaml, String... options) throws IOException {
        Path config = folder.resolve("agent.yaml");
        Files.writeString(config, yaml + "\nstore: {url: 'jdbc:sqlite:" + folder + "/data/portent.db'}\n");
        List<String> words = new ArrayList<>(List.of("-c", config.toString()));
        words.addAll(List.of(options));
        CommandLine verb = new CommandLine(new LabelFetchVerb());
        verb.setOut(new PrintWriter(out, true));
        verb.setErr(new PrintWriter(err, true));
        verb.setExecutionExceptionHandler((error, command, parsed) -> {
            command.getErr().println(error.getMessage());
            return error instanceof WrongUsageException ? 2 : 1;
        });
        return verb.execute(words.toArray(String[]::new));
    }
}
