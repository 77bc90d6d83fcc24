package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong beside the logs is told before they are looked for: they may take an hour to read, and here there are none. */
class TrainVerbTest {
    private static final String HEADER = "entity,state,start,end,source,note\n";

    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void config() throws IOException {
        config("jdbc:sqlite:" + directory + "/portent.db");
    }

    private void config(String store) throws IOException {
        Files.writeString(directory.resolve("agent.yaml"), """
                sources:
                  - {name: app, files: ["%1$s/none.log"]}
                model: {directory: "%1$s/models"}
                labels: {files: ["%1$s/labels.csv"]}
                store: {url: "%2$s"}
                """.formatted(directory, store));
        labels("shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\n");
    }

    private void labels(String rows) throws IOException {
        Files.writeString(directory.resolve("labels.csv"), HEADER + rows);
    }

    private int train(String... options) {
        List<String> words = new ArrayList<>(
                List.of("train", "-c", directory.resolve("agent.yaml").toString()));
        words.addAll(List.of(options));
        CommandLine agent = Main.commandLine();
        agent.setErr(new PrintWriter(err, true));
        agent.setOut(new PrintWriter(new StringWriter()));
        return agent.execute(words.toArray(String[]::new));
    }

    @Test
    void badLabel_isToldBeforeTheLogsAreRead() throws IOException {
        labels("shop,purple,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\n");

        assertThat(train()).isEqualTo(1);
        assertThat(err.toString()).contains("labels.csv:2: ", "purple").doesNotContain("no log files");
    }

    @Test
    void noLabels_areToldBeforeTheLogsAreRead() throws IOException {
        labels("");

        assertThat(train()).isEqualTo(1);
        assertThat(err.toString()).startsWith("agent: no labels: ");
    }

    @Test
    void modelDirectoryThatCannotBeMade_isToldBeforeTheLogsAreRead() throws IOException {
        Files.writeString(directory.resolve("models"), "a file");

        assertThat(train()).isEqualTo(1);
        assertThat(err.toString()).startsWith("agent: models cannot be stored in " + directory.resolve("models"));
    }

    @Test
    void timesThatCannotBe_areToldBeforeTheLogsAreRead() {
        assertThat(train("--since", "yesterday")).isEqualTo(2);
        assertThat(train("--since", "2026-03-02", "--until", "2026-03-01")).isEqualTo(2);
        assertThat(train("--since", "1d", "--until", "2d")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--since must be a date, a time with a zone, or a duration like 30d, was 'yesterday'",
                        "--since must be before --until, was 2026-03-02 and 2026-03-01",
                        "--since must be before --until, was 1d and 2d");
    }

    @Test
    void storeThatCannotBeRead_isToldBeforeTheLogsAreRead_andNotAskedWhereFilesAreToCountAlone() throws IOException {
        Files.writeString(directory.resolve("portent.db"), "no database, and no file of this agent ".repeat(50));

        assertThat(train()).isEqualTo(1);
        assertThat(err.toString()).startsWith("agent: ").contains("portent.db").doesNotContain("no log files");

        assertThat(train("--labels", directory + "/labels.csv")).isEqualTo(1);
        assertThat(err.toString()).contains("agent: no log files: nothing matches ");
    }

    @Test
    void serverThatDoesNotAnswer_isToldBeforeTheLogsAreRead() throws IOException {
        config("jdbc:postgresql://127.0.0.1:1/portent?user=portent");

        assertThat(train()).isEqualTo(1);
        assertThat(err.toString()).startsWith("agent: ").contains("127.0.0.1:1").doesNotContain("no log files");
    }

    @Test
    void storeThatIsNotThere_isNotMade() {
        assertThat(train()).isEqualTo(1);
        assertThat(directory.resolve("portent.db")).doesNotExist();
    }

    @Test
    void rulesMayMakeTheLabels_soTheirLackIsNotToldBeforeTheLogsAreRead() throws IOException {
        labels("");
        Files.writeString(
                directory.resolve("agent.yaml"),
                Files.readString(directory.resolve("agent.yaml"))
                        .replace("labels: {", "labels: {rules: [{state: red, fatal: 1}], "));

        assertThat(train()).isEqualTo(1);
        assertThat(err.toString()).startsWith("agent: no log files: nothing matches ");
    }

    @Test
    void allThatIsSound_leavesTheLogsToBeMissed() {
        assertThat(train("--since", "2d", "--until", "1d")).isEqualTo(1);
        assertThat(err.toString()).startsWith("agent: no log files: nothing matches ");
    }
}
