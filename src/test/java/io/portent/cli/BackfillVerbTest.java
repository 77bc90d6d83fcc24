package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Twenty hours of a service that is red from minute 50 to 56 of every hour and warns of it from minute 40. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class BackfillVerbTest {
    private static final int HOURS = 20;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path past;

    @BeforeEach
    void service() throws IOException {
        past = directory.resolve("past.txt");
        StringBuilder lines = new StringBuilder();
        for (int minute = 0; minute < HOURS * 60; minute++) {
            lines.append(line(minute, "INFO", "request " + minute + " served"));
            if (minute % 60 >= 40 && minute % 60 < 56) {
                lines.append(line(minute, "WARN", "pool nearly empty"));
            }
        }
        Files.writeString(directory.resolve("app.json"), lines);
        incidents(0, HOURS);
        Files.writeString(directory.resolve("agent.yaml"), """
                sources: [{name: app, files: ["%1$s/app.json"], format: logstash}]
                window: {length: 1m, lateness: 0s}
                forecast: {data_window: 5, horizons: [5m, 15m]}
                model: {units: 4, epochs: 2, ensemble: 1, directory: "%1$s/models"}
                labels: {files: ["%1$s/labels.csv"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory));
    }

    private static String line(int minute, String level, String message) {
        return "{\"@timestamp\":\"%s\",\"level\":\"%s\",\"logger_name\":\"a.B\",\"message\":\"%s\"}%n"
                .formatted(Histories.minute(minute), level, message);
    }

    private void incidents(int fromHour, int toHour) throws IOException {
        StringBuilder rows = new StringBuilder("entity,state,start,end,source,note\n");
        IntStream.range(fromHour, toHour)
                .map(hour -> hour * 60 + 50)
                .forEach(minute -> rows.append(
                        ",red,%s,%s,slo,%n".formatted(Histories.minute(minute), Histories.minute(minute + 6))));
        Files.writeString(directory.resolve("labels.csv"), rows);
    }

    private int agent(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-c", directory.resolve("agent.yaml").toString()));
        CommandLine agent = Main.commandLine();
        agent.setErr(new PrintWriter(err, true));
        agent.setOut(new PrintWriter(out));
        return agent.execute(all.toArray(String[]::new));
    }

    @Test
    void pastIsForecast_written_andCanBeScored() throws IOException {
        assertThat(agent("backfill", "--openmetrics", past.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Stored 1,200 windows of 1 entity from "),
                        line -> assertThat(line)
                                .startsWith(
                                        "backfill:2026-03-02T04:40:00Z: 300 forecasts from 2026-03-02T05:00:00Z until"),
                        line -> assertThat(line).startsWith("backfill:2026-03-02T09:40:00Z: 300 forecasts from "),
                        line -> assertThat(line).startsWith("backfill:2026-03-02T14:40:00Z: 300 forecasts from "),
                        line -> assertThat(line).isEqualTo("Wrote 900 forecasts to " + past + "."),
                        line -> assertThat(line)
                                .isEqualTo("For Prometheus: promtool tsdb create-blocks-from openmetrics " + past
                                        + " ITS_DATA_FOLDER"));
        assertThat(Files.readString(past))
                .contains("portent_forecast_health{job=\"portent\",entity=\"service\",horizon=\"15m\",")
                .contains("} 1 " + Histories.minute(HOURS * 60).getEpochSecond() + ".000\n")
                .endsWith("# EOF\n");

        assertThat(agent("models", "receipts")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("nobody was shown a forecast of that time\n")
                .contains("model backfill:2026-03-02T14:40:00Z, in shadow: shown to nobody\n");
    }

    @Test
    void jobAndFolds_areAsAskedFor() throws IOException {
        assertThat(agent("backfill", "--openmetrics", past.toString(), "--folds", "1", "--job", "agents"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .containsOnlyOnce("backfill:")
                .contains(": 600 forecasts from 2026-03-02T10:00:00Z until 2026-03-02T20:00:00Z.");
        assertThat(Files.readString(past)).contains("{job=\"agents\",entity=").doesNotContain("portent\",entity=");
    }

    @Test
    void tooFewIncidents_keepTheWindows_andSayWhatIsMissing() throws IOException {
        incidents(0, 2);

        assertThat(agent("backfill", "--openmetrics", past.toString())).isEqualTo(1);

        assertThat(out.toString()).startsWith("Stored 1,200 windows ").hasLineCount(1);
        assertThat(err.toString().lines())
                .last()
                .asString()
                .startsWith("agent: no forecast could be made of the stored windows: the labels show 2 onsets of ")
                .endsWith("; 1 are missing.");
        assertThat(past).doesNotExist();
    }

    @Test
    void tooFewIncidentsBeforeTheFirstPart_leaveItOut() throws IOException {
        incidents(4, HOURS);

        assertThat(agent("backfill", "--openmetrics", past.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("No forecast from 2026-03-02T05:00:00Z until 2026-03-02T10:00:00Z: the labels show 0 onsets")
                .contains("Wrote 600 forecasts to ");
    }

    @Test
    void whatIsWrongBesideTheLogs_isToldBeforeTheyAreRead() throws IOException {
        Files.delete(directory.resolve("app.json"));

        assertThat(agent("backfill", "--openmetrics", directory.toString())).isEqualTo(1);
        assertThat(agent("backfill", "--openmetrics", directory + "/none/past.txt"))
                .isEqualTo(1);
        assertThat(agent("backfill", "--openmetrics", past.toString(), "--folds", "0"))
                .isEqualTo(2);
        assertThat(agent("backfill", "--openmetrics", past.toString(), "--job", " "))
                .isEqualTo(2);
        Files.writeString(
                directory.resolve("labels.csv"),
                "entity,state,start,end,source,note\n,purple,2026-03-02T00:00:00Z,,slo,\n");
        assertThat(agent("backfill", "--openmetrics", past.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("cannot be written: it is there and no file"),
                        line -> assertThat(line)
                                .isEqualTo("agent: %1$s/none/past.txt cannot be written: there is no folder %1$s/none"
                                        .formatted(directory)),
                        line -> assertThat(line).isEqualTo("--folds must be in [1, 50], was 0"),
                        line -> assertThat(line).isEqualTo("--job must not be blank"),
                        line -> assertThat(line).contains("labels.csv:2: "));
    }

    @Test
    void logsWithoutAReadableLine_areSaidToBeSo() throws IOException {
        Files.writeString(directory.resolve("app.json"), "");
        assertThat(agent("backfill")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "agent: no log event: the files are empty, or no line is readable in the configured format\n");
    }

    @Test
    void foldsWithoutAFile_areWrongUsage() {
        assertThat(agent("backfill", "--folds", "4")).isEqualTo(2);
        assertThat(err.toString()).contains("--openmetrics");
    }
}
