package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.StoredService;
import io.portent.store.Store;
import io.portent.store.jdbc.JdbcStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person sees of retraining, from the first to the rollback. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class ModelsVerbTest {
    @TempDir
    Path directory;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private StoredService service;

    @BeforeEach
    void config() throws IOException {
        service = new StoredService(directory, 4).label();
        service.configFile();
    }

    private void fill(int renamedFrom) {
        try (Store store = JdbcStore.open("jdbc:sqlite:" + directory.resolve("portent.db"), Duration.ofSeconds(20))) {
            service.fill(store, renamedFrom);
        }
    }

    private String agent(int code, String... words) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-c", directory.resolve("agent.yaml").toString()));
        CommandLine agent = Main.commandLine();
        agent.setErr(new PrintWriter(err, true));
        agent.setOut(new PrintWriter(out, true));
        assertThat(agent.execute(all.toArray(String[]::new)))
                .as(() -> out + "" + err)
                .isEqualTo(code);
        return code == 0 ? out.toString() : err.toString();
    }

    @Test
    void fromTheFirstRunToTheRollback() {
        fill(2);
        assertThat(agent(0, "models", "list")).startsWith("No models in ");
        assertThat(agent(0, "retrain", "--until", "2026-03-04")).startsWith("Promoted: better than every baseline");
        String first = agent(0, "models", "list");
        assertThat(first)
                .contains(" champion ", "promoted: better than every baseline")
                .contains("Last retrain, ");

        assertThat(agent(0, "retrain", "--since", "4d"))
                .startsWith("Promoted: better than ")
                .contains("log loss against champion");

        assertThat(agent(0, "models", "list")).contains(" champion ", " previous ");
        assertThat(agent(0, "models", "show")).contains("(champion)", "Scores on ", "log loss against champion");
        assertThat(agent(0, "models", "show", "previous", "--json")).startsWith("{\"version\":\"20260304T");
        assertThat(agent(0, "models", "diff", "previous", "champion"))
                .containsPattern("(?m)^alarm from a chance of$")
                .containsPattern("(?m)^  [-+] orange 5m \\d+\\.\\d\\d %, 15m .*; red 5m \\d+\\.\\d\\d %, 15m .*$")
                .contains("  + even2 few connections remain of <*>", "trained until", "feature");
        assertThat(agent(0, "models", "rollback")).startsWith("Champion: 20260304T");
        assertThat(agent(0, "models", "list", "--json"))
                .contains("\"aliases\":[\"champion\"]", "\"aliases\":[\"previous\"]");
        assertThat(agent(0, "models", "promote", "previous")).startsWith("Champion: 20260306T");
        assertThat(agent(0, "models", "promote", "20260306")).contains("is the champion already");
        assertThat(agent(0, "models", "diff", "champion", "champion")).isEqualTo("No difference.\n");
    }

    /** A list that is misspelt is no lack of incidents: to a script and to the daemon it is a failure. */
    @Test
    void labelFilesThatAreNotThere_areAFailure_andTooFewIncidentsAreNone() throws IOException {
        fill(99);
        assertThat(agent(1, "retrain", "--labels", directory + "/none.csv"))
                .isEqualTo("agent: no label files: nothing matches " + directory + "/none.csv\n");
        assertThat(agent(0, "models", "list")).contains(": failed: no label files: ");
        assertThat(agent(0, "retrain", "--since", "1h"))
                .startsWith("Too few incidents: ")
                .contains("\nLooked at 2026-", " with 0 onsets of orange or worse and 0 of red, in ");
    }

    @Test
    void wrongNames_areOneSentence() {
        fill(99);
        assertThat(agent(1, "models", "show", "20990101"))
                .startsWith("agent: no model is 20990101 in ")
                .hasLineCount(1);
        assertThat(agent(1, "models", "rollback"))
                .startsWith("agent: there is no former champion")
                .hasLineCount(1);
        assertThat(agent(2, "models", "show", "--sideways")).contains("Unknown option");
        assertThat(agent(2, "retrain", "--since", "soon"))
                .contains("--since must be a date")
                .hasLineCount(1);
        assertThat(agent(2, "retrain", "--since", "1d", "--until", "2d")).contains("--since must be before --until");
    }

    @Test
    void missingOrEmptyStore_isOneSentence() throws IOException {
        assertThat(agent(1, "retrain"))
                .startsWith("agent: there is no store yet")
                .hasLineCount(1);
        JdbcStore.open("jdbc:sqlite:" + directory.resolve("portent.db"), Duration.ofSeconds(20))
                .close();
        assertThat(agent(1, "retrain")).startsWith("agent: the store is empty").hasLineCount(1);
        Files.deleteIfExists(directory.resolve("portent.db"));
        Files.writeString(
                directory.resolve("portent.db"), "this is no database, and long enough to be seen as none".repeat(30));
        assertThat(agent(1, "retrain")).startsWith("agent: ").hasLineCount(1);
    }
}
