package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.agent.Stores;
import io.portent.config.StoreConfig;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The label commands from the command line to the store and back, in this process. */
class LabelVerbTest {
    private static final String HEADER = "entity,state,start,end,source,note\n";

    @TempDir
    Path directory;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void config() throws IOException {
        Files.writeString(directory.resolve("agent.yaml"), """
                entity: shop
                sources:
                  - {name: app, files: ["%1$s/app.log"]}
                store: {url: "jdbc:sqlite:%1$s/data/portent.db"}
                """.formatted(directory));
    }

    private int label(String... words) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("label"));
        all.addAll(List.of(words));
        all.addAll(List.of("-c", directory.resolve("agent.yaml").toString()));
        CommandLine agent = Main.commandLine();
        agent.setOut(new PrintWriter(out, true));
        agent.setErr(new PrintWriter(err, true));
        return agent.execute(all.toArray(String[]::new));
    }

    private Store store() {
        return Stores.open(new StoreConfig("jdbc:sqlite:" + directory + "/data/portent.db", Duration.ofDays(90)));
    }

    private List<Recorded> stored() {
        try (Store store = store()) {
            return store.labels().labels(TimeSpan.ALL);
        }
    }

    private Path csv(String name, String rows) throws IOException {
        return Files.writeString(directory.resolve(name), HEADER + rows);
    }

    @Test
    void addedLabel_isAPersons_andTheSameAgainChangesItsEnd() {
        String[] open = {"add", "--entity", "shop", "--state", "red", "--start", "2026-03-02T14:05:00Z"};
        assertThat(label(open)).isZero();
        assertThat(out.toString()).startsWith("added\n").contains("shop", "red", "(open)", "person");

        assertThat(label(
                        "add",
                        "--entity",
                        "shop",
                        "--state",
                        "RED",
                        "--start",
                        "2026-03-02T14:05:00Z",
                        "--for",
                        "20m",
                        "--note",
                        "pool"))
                .isZero();
        assertThat(out.toString()).startsWith("changed\n");
        assertThat(label(open)).isZero();
        assertThat(stored()).singleElement().satisfies(one -> {
            assertThat(one.label().end()).isEqualTo(Instant.parse("2026-03-02T14:25:00Z"));
            assertThat(one.confidence()).isEqualTo(1);
        });
    }

    @Test
    void labelThatCannotBe_isWrongUsage() {
        assertThat(label("add", "--state", "red", "--start", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("--start must be a date");
        assertThat(label("add", "--state", "red", "--start", "2026-03-02", "--end", "2026-03-01"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the end must be after the start");
        assertThat(label("add", "--state", "red", "--start", "1h", "--end", "0s", "--for", "1m"))
                .isEqualTo(2);
        assertThat(label("add", "--state", "red", "--start", "1h", "--for", "soon"))
                .isEqualTo(2);
        assertThat(label("add", "--state", "purple", "--start", "1h")).isEqualTo(2);
        assertThat(Files.exists(directory.resolve("data"))).isFalse();
    }

    @Test
    void secondImport_changesNothing() throws IOException {
        Path file = csv(
                "labels.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\"a, \"\"b\"\"\nc\"\n"
                        + "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\"a, \"\"b\"\"\nc\"\n"
                        + ",orange,2026-03-03T00:00:00+01:00,,,\n");
        assertThat(label("import", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo("2 added, 0 changed, 0 unchanged\n");
        assertThat(label("import", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo("0 added, 0 changed, 2 unchanged\n");
    }

    @Test
    void badRows_areAllTold_andNothingIsTaken() throws IOException {
        Path good = csv("good.csv", "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\n");
        Path bad = csv(
                "bad.csv",
                "shop,purple,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\n"
                        + "shop,red,2026-03-02 00:00,2026-03-02T00:01:00Z,slo,\n"
                        + "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\n"
                        + "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:02:00Z,slo,\n");
        assertThat(label("import", good.toString(), bad.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("bad.csv:2: state must be green, orange or red, was 'purple'")
                .contains(
                        "bad.csv:3: start must be a time with a zone like 2026-03-02T14:05:00Z, was '2026-03-02 00:00'");
        assertThat(stored()).isEmpty();

        Path twice = csv(
                "twice.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\n"
                        + "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:02:00Z,slo,\n");
        assertThat(label("import", twice.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("twice.csv:3: entity, state, start and source are those of ", "twice.csv:2");
        assertThat(stored()).isEmpty();
        assertThat(label("import", directory.resolve("none.csv").toString())).isEqualTo(1);
    }

    @Test
    void export_comesBackAsItWas() throws IOException {
        Path file = csv(
                "labels.csv",
                "\"shop, \"\"1\"\"\",red,2026-03-02T00:00:00.250Z,2026-03-02T00:01:00Z,slo,\"two\nlines, ü 🔥\"\n"
                        + ",green,2026-03-01T00:00:00Z,,,\n");
        assertThat(label("import", file.toString())).isZero();
        assertThat(label("export")).isZero();
        String first = out.toString();
        assertThat(first).isEqualTo("""
                        entity,state,start,end,source,note
                        "",green,2026-03-01T00:00:00Z,,file,
                        "shop, ""1""\",red,2026-03-02T00:00:00.250Z,2026-03-02T00:01:00Z,slo,"two
                        lines, ü 🔥"
                        """);
        Path copy = directory.resolve("copy.csv");
        assertThat(label("export", "--out", copy.toString())).isZero();
        assertThat(Files.readString(copy)).isEqualTo(first);
        assertThat(label("import", copy.toString())).isZero();
        assertThat(out.toString()).isEqualTo("0 added, 0 changed, 2 unchanged\n");
    }

    @Test
    void list_showsWhatTouchesTheSpan_forPeopleAndPrograms() throws IOException {
        assertThat(label("list")).isZero();
        assertThat(out.toString()).isEqualTo("no labels\n");
        csv(
                "labels.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T01:00:00Z,slo,\u001b[31mboo\n"
                        + "cart,orange,2026-03-04T00:00:00Z,,slo,\n");
        label("import", directory.resolve("labels.csv").toString());

        assertThat(label("list", "--since", "2026-03-03")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).contains("cart", "(open)").doesNotContain("shop");
        assertThat(label("list", "--entity", "shop")).isZero();
        assertThat(out.toString()).contains("shop").doesNotContain("cart", "\u001b");
        assertThat(label("list", "--until", "2026-03-03", "--json")).isZero();
        assertThat(out.toString())
                .startsWith("{\"labels\":[{\"key\":\"")
                .contains("\"entity\":\"shop\",\"state\":\"red\",\"start\":\"2026-03-02T00:00:00Z\"")
                .endsWith("\"confidence\":1.0,\"note\":\"\\u001b[31mboo\"}]}\n");
    }

    @Test
    void remove_takesKeysOrARule_andTellsWhatIsGone() throws IOException {
        csv(
                "labels.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T01:00:00Z,slo,\n"
                        + "shop,red,2026-03-03T00:00:00Z,2026-03-03T01:00:00Z,slo,\n"
                        + "shop,red,2026-03-04T00:00:00Z,2026-03-04T01:00:00Z,grafana,\n");
        label("import", directory.resolve("labels.csv").toString());
        String key = stored().get(0).key();

        assertThat(label("remove")).isEqualTo(2);
        assertThat(label("remove", key, "--source", "slo")).isEqualTo(2);
        assertThat(label("remove", key, "abcdef")).isEqualTo(1);
        assertThat(err.toString()).contains("nothing removed", "abcdef").doesNotContain(key);
        assertThat(stored()).hasSize(3);
        assertThat(label("remove", key)).isZero();
        assertThat(out.toString()).contains(key, "2026-03-02T00:00:00Z", "1 removed");
        assertThat(label("remove", "--source", "slo", "--until", "2026-03-03")).isZero();
        assertThat(out.toString()).isEqualTo("0 removed\n");
        assertThat(label("remove", "--source", "slo")).isZero();
        assertThat(stored()).extracting(one -> one.label().source()).containsExactly("grafana");
    }

    @Test
    void intervention_isRecordedOnce() {
        String[] words = {"intervened", "--entity", "shop", "--at", "2026-03-02T14:05:00Z", "--note", "restarted"};
        assertThat(label(words)).isZero();
        assertThat(label(words)).isZero();
        assertThat(out.toString()).contains("shop at 2026-03-02T14:05:00Z", "1h after it");
        try (Store store = store()) {
            assertThat(store.interventions().interventions(TimeSpan.ALL))
                    .singleElement()
                    .satisfies(one -> assertThat(one.note()).isEqualTo("restarted"));
        }
    }

    @Test
    void storeThatCannotBeUsed_isOneSentence() throws IOException {
        Files.writeString(directory.resolve("data"), "a file where the directory should be");
        assertThat(label("list")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("agent: ");
    }

    /** Thirty hours of a quiet shop, with a burst of errors for ten minutes in its last hours. */
    private void incidentInTheWindows() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 1800; minute++) {
            int errors = minute >= 1700 && minute < 1710 ? 40 : minute % 50 == 0 ? 1 : 0;
            Window plain = Histories.window("shop", minute, errors);
            windows.add(new Window(
                    plain.entity(),
                    plain.start(),
                    plain.length(),
                    plain.severities(),
                    errors == 40 ? Map.of("t1", 40, "t2", 1) : Map.of("t2", 1),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    0,
                    plain.longestGap()));
        }
        try (Store store = store()) {
            store.windowWriter()
                    .append(
                            "test",
                            windows,
                            List.of(
                                    new StoredTemplate("t1", "no connection to <*>"),
                                    new StoredTemplate("t2", "served <*>")));
        }
    }

    @Test
    void suggestions_areShownAndWrittenOnce_untilSomebodyHasSpoken() {
        assertThat(label("suggest")).isEqualTo(1);
        assertThat(err.toString()).contains("no windows in the store yet");
        incidentInTheWindows();

        assertThat(label("suggest", "--since", "2026-03-01")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).contains("2026-03-03T04:20:00Z", "10m", "errors: up to 40 in a window, usually 0");
        assertThat(stored()).isEmpty();
        assertThat(label("suggest", "--since", "2026-03-01", "--write")).isZero();
        assertThat(out.toString()).endsWith("1 added, 0 unchanged\n");
        assertThat(label("suggest", "--since", "2026-03-01", "--write")).isZero();
        assertThat(out.toString()).endsWith("0 added, 1 unchanged\n");
        assertThat(stored()).singleElement().satisfies(one -> {
            assertThat(one.confidence()).isLessThan(0.5);
            assertThat(one.label().source()).isEqualTo("suggestion");
        });
        label("add", "--state", "green", "--start", "2026-03-03T04:00:00Z", "--for", "1h");
        assertThat(label("suggest", "--since", "2026-03-01")).isZero();
        assertThat(out.toString()).isEqualTo("nothing found that is not labelled yet\n");
    }

    private int review(String answers, String... options) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));
        try {
            List<String> words = new ArrayList<>(List.of("review"));
            words.addAll(List.of(options));
            return label(words.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void review_showsTheEvidence_andMakesAPersonsLabelOfTheAnswer() throws IOException {
        incidentInTheWindows();
        label("suggest", "--since", "2026-03-01", "--write");
        Files.writeString(directory.resolve("app.log"), """
                2026-03-03 03:00:00,000 INFO  shop - long before
                2026-03-03 04:20:03,000 ERROR shop - no connection to db-7
                2026-03-03 04:20:04,000 INFO  shop - served 17
                """);
        assertThat(review("maybe\ns\n")).isZero();
        assertThat(out.toString())
                .contains("1 of 1", "shop, red from 2026-03-03T04:20:00Z for 10m")
                .contains("errors 40.0/min, the day before 0.0")
                .contains("40.0/min, usually 0.0: no connection to <*>")
                .contains("no connection to db-7")
                .contains("y, o, n, s or q, please")
                .doesNotContain("long before");
        assertThat(stored()).extracting(one -> one.label().source()).containsExactly("suggestion");

        assertThat(review("o\n", "--no-logs")).isZero();
        assertThat(stored()).singleElement().satisfies(one -> {
            Label label = one.label();
            assertThat(label.state()).isEqualTo(HealthState.ORANGE);
            assertThat(label.source()).isEqualTo("person");
            assertThat(label.end()).isEqualTo(Instant.parse("2026-03-03T04:30:00Z"));
        });
        assertThat(review("")).isZero();
        assertThat(out.toString()).contains("nothing to review");
    }

    @Test
    void reviewThatNobodyAnswers_refusesAndKeepsTheSuggestion() {
        incidentInTheWindows();
        label("suggest", "--since", "2026-03-01", "--write");
        assertThat(review("", "--no-logs")).isEqualTo(1);
        assertThat(err.toString()).contains("agent: no answer came: run it in a terminal, or pipe in");
        assertThat(review("q\n", "--no-logs")).isZero();
        assertThat(stored()).hasSize(1);
        assertThat(review("n\n", "--no-logs")).isZero();
        assertThat(stored()).extracting(one -> one.label().state()).containsExactly(HealthState.GREEN);
    }

    @Test
    void labelWithoutACommand_isWrongUsage_andEachCommandHasHelp() {
        CommandLine agent = Main.commandLine();
        agent.setOut(new PrintWriter(out, true));
        agent.setErr(new PrintWriter(err, true));
        assertThat(agent.execute("label")).isEqualTo(2);
        for (String command :
                
                List.of("add", "import", "export", "list", "remove", "suggest", "review", "intervened")) {
            assertThat(agent.execute("label", command, "--help")).isZero();
        }
    }
}
