package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.SmallService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the verb prints and writes. */
final class EvaluateVerbTest {
    private static final int MINUTES = 1_800;

    @TempDir
    static Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void service() throws IOException {
        SmallService.write(directory, 0, MINUTES, 5);
        Files.writeString(directory.resolve("agent.yaml"), """
                entity: {field: service}
                sources:
                  - {name: app, files: ["%1$s/app.json"], format: logstash}
                window: {length: 1m, lateness: 30s}
                forecast: {data_window: 6, horizons: [5m, 15m, 30m]}
                model: {units: 4, max_age: 10000d, ensemble: 1, epochs: 2, directory: "%1$s/models"}
                labels: {files: ["%1$s/labels.csv"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory));
    }

    private int run(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(1, List.of("-c", directory.resolve("agent.yaml").toString()));
        CommandLine agent = Main.commandLine();
        agent.setErr(new PrintWriter(err, true));
        agent.setOut(new PrintWriter(out, true));
        return agent.execute(words.toArray(String[]::new));
    }

    @Test
    void numbers_areOnTheTerminalInTheFileAndOnThePage() throws IOException {
        assertThat(run("train", "--until", "2026-03-02T20:00:00Z"))
                .as("%s", err)
                .isZero();
        out.getBuffer().setLength(0);
        Path json = directory.resolve("numbers.json");
        Path report = directory.resolve("report.html");

        int code = run("evaluate", "--json", json.toString(), "--report", report.toString());

        assertThat(code).as("%s", err).isZero();
        String text = out.toString();
        assertThat(text).contains("simple-rnn", "climatology", "persistence", "error-rate", "logistic", "Drift: ");
        assertThat(text).contains("Numbers: " + json, "Report: " + report, "incident  entity");
        assertThat(text.lines().filter(line -> line.contains(" onsets warned of")))
                .hasSize(6);
        JsonNode numbers = new ObjectMapper().readTree(Files.readString(json));
        assertThat(numbers.at("/verdicts")).hasSize(6);
        String area = "%.3f"
                .formatted(numbers.at("/verdicts/4/models/logistic/pr_auc").asDouble());
        assertThat(text.lines().filter(line -> line.startsWith("  logistic")).skip(4))
                .first()
                .asString()
                .contains(area);
        assertThat(Files.readString(report, UTF_8)).contains("<td>" + area + "</td>", "uPlot", "The MIT License");
    }

    @Test
    void folds_areListed_andNeedNoModel() {
        int code = run("evaluate", "--folds", "2");

        assertThat(code).as("%s", err).isZero();
        assertThat(out.toString())
                .contains("Walking forward, 2,400 forecasts", "2026-03-02T09:24:00Z", "2026-03-02T19:24:00Z")
                .contains("better")
                .doesNotContain("Drift: ");
    }

    @Test
    void whatCannotBe_isToldBeforeTheLogsAreRead() {
        assertThat(run("evaluate", "--folds", "51")).isEqualTo(2);
        assertThat(run("evaluate", "--folds", "2", "--model", "x.portent")).isEqualTo(2);
        assertThat(run(
                        "evaluate",
                        "--folds",
                        "2",
                        "--report",
                        directory.resolve("none/r.html").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "--folds must be in [1, 50], was 51",
                        "--model has no place",
                        "cannot be written: there is no folder")
                .doesNotContain("looking through");
    }
}
