package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The label commands from the command line to the store and back, in this process. */
class LabelVerbTest {
    private static final String HEADER = "entity,state,start,end,source,note\n";

    @TempDir
    Path directory;

    private LabelCommand label;

    @BeforeEach
    void command() throws IOException {
        label = new LabelCommand(directory);
    }

    private Path csv(String name, String... rows) throws IOException {
        return Files.writeString(directory.resolve(name), HEADER + String.join("\n", rows) + "\n");
    }

    @Test
    void addedLabel_isAPersons_andTheSameAgainChangesItsEnd() {
        String[] open = {"add", "--entity", "shop", "--state", "red", "--start", "2026-03-02T14:05:00Z"};
        assertThat(label.run(open)).isZero();
        assertThat(label.out()).startsWith("added\n").contains("shop", "red", "(open)", "person");

        assertThat(label.run(
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
        assertThat(label.out()).startsWith("changed\n");
        assertThat(label.run(open)).isZero();
        assertThat(label.stored()).singleElement().satisfies(one -> {
            assertThat(one.label().end()).isEqualTo(Instant.parse("2026-03-02T14:25:00Z"));
            assertThat(one.confidence()).isEqualTo(1);
        });
    }

    @Test
    void labelThatCannotBe_isWrongUsage() {
        assertThat(label.run("add", "--state", "red", "--start", "yesterday")).isEqualTo(2);
        assertThat(label.err()).contains("--start must be a date");
        assertThat(label.run("add", "--state", "red", "--start", "2026-03-02", "--end", "2026-03-01"))
                .isEqualTo(2);
        assertThat(label.err()).contains("the end must be after the start");
        assertThat(label.run("add", "--state", "red", "--start", "1h", "--end", "0s", "--for", "1m"))
                .isEqualTo(2);
        assertThat(label.run("add", "--state", "red", "--start", "1h", "--for", "soon"))
                .isEqualTo(2);
        assertThat(label.run("add", "--state", "purple", "--start", "1h")).isEqualTo(2);
        assertThat(Files.exists(directory.resolve("data"))).isFalse();
    }

    @Test
    void whatIsProbablyNotMeant_isRemarkedOn_andDone() throws IOException {
        assertThat(label.run("add", "--entity", "shpo", "--state", "red", "--start", "1h", "--note", "n".repeat(600)))
                .isZero();
        assertThat(label.err()).isEqualTo("note: no logs are known of shpo; there are those of shop\n");
        assertThat(label.stored())
                .singleElement()
                .satisfies(one -> assertThat(one.label().note()).hasSize(500));
        assertThat(label.run("add", "--entity", "shop", "--state", "red", "--start", "9999-01-01", "--for", "1m"))
                .isZero();
        assertThat(label.err())
                .startsWith("note: 9999-01-01T00:00:00Z is later than now, ")
                .hasLineCount(1);
        assertThat(label.run("intervened", "--entity", "till", "--at", "9999-01-01"))
                .isZero();
        assertThat(label.err())
                .startsWith("note: no logs are known of till; there are those of shop\nnote: 9999-01-01T00:00:00Z");
        Path file = csv(
                "many.csv",
                "a,red,2026-03-02T00:00:00Z,,,",
                "b\u001b,red,2026-03-02T00:00:00Z,,,",
                ",red,2026-03-02T00:00:00Z,,,");
        assertThat(label.run("import", file.toString())).isZero();
        assertThat(label.err()).startsWith("note: no logs are known of a, b").doesNotContain("\u001b");
        assertThat(label.run("add", "--state", "red", "--start", "1h", "--for", "1m"))
                .isZero();
        assertThat(label.err()).isEmpty();
    }

    @Test
    void secondImport_changesNothing() throws IOException {
        Path file = csv(
                "labels.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\"a, \"\"b\"\"\nc\"",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,\"a, \"\"b\"\"\nc\"",
                ",orange,2026-03-03T00:00:00+01:00,,,");
        assertThat(label.run("import", file.toString())).isZero();
        assertThat(label.out()).isEqualTo("2 added, 0 changed, 0 unchanged\n");
        assertThat(label.run("import", file.toString())).isZero();
        assertThat(label.out()).isEqualTo("0 added, 0 changed, 2 unchanged\n");
    }

    @Test
    void badRows_areAllTold_andNothingIsTaken() throws IOException {
        Path good = csv("good.csv", "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,");
        Path bad = csv(
                "bad.csv",
                "shop,purple,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,",
                "shop,red,2026-03-02 00:00,2026-03-02T00:01:00Z,slo,",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:02:00Z,slo,");
        assertThat(label.run("import", good.toString(), bad.toString())).isEqualTo(1);
        assertThat(label.err())
                .contains("bad.csv:2: state must be green, orange or red, was 'purple'")
                .contains(
                        "bad.csv:3: start must be a time with a zone like 2026-03-02T14:05:00Z, was '2026-03-02 00:00'");
        assertThat(label.stored()).isEmpty();

        Path twice = csv(
                "twice.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:01:00Z,slo,",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:02:00Z,slo,");
        assertThat(label.run("import", twice.toString())).isEqualTo(1);
        assertThat(label.err()).contains("twice.csv:3: entity, state, start and source are those of ", "twice.csv:2");
        assertThat(label.stored()).isEmpty();
        assertThat(label.run("import", directory.resolve("none.csv").toString()))
                .isEqualTo(1);
    }

    @Test
    void export_comesBackAsItWas() throws IOException {
        Path file = csv(
                "labels.csv",
                "\"shop, \"\"1\"\"\",red,2026-03-02T00:00:00.250Z,2026-03-02T00:01:00Z,slo,\"two\nlines, ü 🔥\"",
                ",green,2026-03-01T00:00:00Z,,,");
        assertThat(label.run("import", file.toString())).isZero();
        assertThat(label.run("export")).isZero();
        String first = label.out();
        assertThat(first).isEqualTo("""
                        entity,state,start,end,source,note
                        "",green,2026-03-01T00:00:00Z,,file,
                        "shop, ""1""\",red,2026-03-02T00:00:00.250Z,2026-03-02T00:01:00Z,slo,"two
                        lines, ü 🔥"
                        """);
        Path copy = directory.resolve("copy.csv");
        assertThat(label.run("export", "--out", copy.toString())).isZero();
        assertThat(Files.readString(copy)).isEqualTo(first);
        assertThat(label.run("import", copy.toString())).isZero();
        assertThat(label.out()).isEqualTo("0 added, 0 changed, 2 unchanged\n");
    }

    @Test
    void whereThereIsNoStore_whoOnlyReadsSaysSo_andMakesNone() {
        for (String verb : List.of("list", "export", "suggest", "review", "remove 0123456789ab")) {
            assertThat(label.run(verb.split(" "))).as(verb).isEqualTo(1);
            assertThat(label.err())
                    .as(verb)
                    .startsWith("agent: there is no store yet: store.url names " + directory)
                    .hasLineCount(1);
        }
        assertThat(directory.resolve("data")).doesNotExist();
    }

    private static Recorded told(
            String key, HealthState state, String end, String source, double confidence, String note) {
        Instant start = Instant.parse("2026-03-02T00:00:00Z");
        Label label = new Label("shop", state, start, end.isEmpty() ? null : Instant.parse(end), source, note);
        return new Recorded(key, label, confidence, start);
    }

    @Test
    void whatOtherSystemsTold_isExportedAsRowsThatAreImported_andChangesNothingWhereItIsKnown() throws IOException {
        List<Recorded> all = List.of(
                told("alertmanager:f1:0", HealthState.RED, "2026-03-02T00:10:00Z", "alertmanager", 0.9, "HighErrors"),
                told("alertmanager:f2:0", HealthState.RED, "2026-03-02T00:20:00Z", "alertmanager", 0.9, "SlowAnswers"),
                told("prometheus:d:s:0", HealthState.RED, "", "prometheus", 0.9, "up == bool 0"),
                told("0123456789ab", HealthState.RED, "2026-03-02T01:00:00Z", "suggestion", 0.25, "restart"));
        try (Store store = label.store()) {
            store.labels().put(all);
        }
        Path copy = directory.resolve("copy.csv");
        assertThat(label.run("export", "--out", copy.toString())).isZero();
        assertThat(label.out()).isEqualTo("3 labels written to " + copy + "\n");
        assertThat(Files.readString(copy))
                .contains("shop,red,2026-03-02T00:00:00Z,2026-03-02T00:20:00Z,alertmanager,HighErrors; SlowAnswers\n");

        assertThat(label.run("import", copy.toString())).isZero();
        assertThat(label.out()).isEqualTo("0 added, 0 changed, 3 unchanged\n");
        assertThat(label.stored()).containsExactlyInAnyOrderElementsOf(all);

        Path ended = csv("ended.csv", "shop,red,2026-03-02T00:00:00Z,2026-03-02T00:05:00Z,prometheus,ended by hand");
        assertThat(label.run("import", ended.toString())).isZero();
        assertThat(label.out()).isEqualTo("0 added, 1 changed, 0 unchanged\n");
        assertThat(label.stored())
                .filteredOn(one -> one.key().equals("prometheus:d:s:0"))
                .singleElement()
                .satisfies(one -> assertThat(one.label().note()).isEqualTo("ended by hand"));

        LabelCommand elsewhere = new LabelCommand(Files.createDirectory(directory.resolve("elsewhere")));
        assertThat(elsewhere.run("import", copy.toString())).isZero();
        assertThat(elsewhere.out()).isEqualTo("3 added, 0 changed, 0 unchanged\n");
        assertThat(elsewhere.stored()).extracting(Recorded::confidence).containsExactlyInAnyOrder(0.9, 0.9, 0.3);
    }

    @Test
    void list_showsWhatTouchesTheSpan_forPeopleAndPrograms() throws IOException {
        label.store().close();
        assertThat(label.run("list")).isZero();
        assertThat(label.out()).isEqualTo("no labels\n");
        csv(
                "labels.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T01:00:00Z,slo,\u001b[31mboo",
                "cart,orange,2026-03-04T00:00:00Z,,slo,");
        label.run("import", directory.resolve("labels.csv").toString());

        assertThat(label.run("list", "--since", "2026-03-03")).isZero();
        assertThat(label.out().lines()).hasSize(2);
        assertThat(label.out()).contains("cart", "(open)").doesNotContain("shop");
        assertThat(label.run("list", "--entity", "shop")).isZero();
        assertThat(label.out()).contains("shop").doesNotContain("cart", "\u001b");
        assertThat(label.run("list", "--until", "2026-03-03", "--json")).isZero();
        assertThat(label.out())
                .startsWith("{\"labels\":[{\"key\":\"")
                .contains("\"entity\":\"shop\",\"state\":\"red\",\"start\":\"2026-03-02T00:00:00Z\"")
                .endsWith("\"confidence\":1.0,\"note\":\"\\u001b[31mboo\"}]}\n");
    }

    @Test
    void remove_takesKeysOrARule_andTellsWhatIsGone() throws IOException {
        csv(
                "labels.csv",
                "shop,red,2026-03-02T00:00:00Z,2026-03-02T01:00:00Z,slo,",
                "shop,red,2026-03-03T00:00:00Z,2026-03-03T01:00:00Z,slo,",
                "shop,red,2026-03-04T00:00:00Z,2026-03-04T01:00:00Z,grafana,");
        label.run("import", directory.resolve("labels.csv").toString());
        String key = label.stored().get(0).key();

        assertThat(label.run("remove")).isEqualTo(2);
        assertThat(label.run("remove", key, "--source", "slo")).isEqualTo(2);
        assertThat(label.run("remove", key, "abcdef")).isEqualTo(1);
        assertThat(label.err()).contains("nothing removed", "abcdef").doesNotContain(key);
        assertThat(label.stored()).hasSize(3);
        assertThat(label.run("remove", key)).isZero();
        assertThat(label.out()).contains(key, "2026-03-02T00:00:00Z", "1 removed");
        assertThat(label.run("remove", "--source", "slo", "--until", "2026-03-03"))
                .isZero();
        assertThat(label.out()).isEqualTo("0 removed\n");
        assertThat(label.run("remove", "--source", "slo")).isZero();
        assertThat(label.stored()).extracting(one -> one.label().source()).containsExactly("grafana");
    }

    @Test
    void intervention_isRecordedOnce() {
        String[] words = {"intervened", "--entity", "shop", "--at", "2026-03-02T14:05:00Z", "--note", "restarted"};
        assertThat(label.run(words)).isZero();
        assertThat(label.run(words)).isZero();
        assertThat(label.out()).contains("shop at 2026-03-02T14:05:00Z", "1h after it");
        try (Store store = label.store()) {
            assertThat(store.interventions().interventions(TimeSpan.ALL))
                    .singleElement()
                    .satisfies(one -> assertThat(one.note()).isEqualTo("restarted"));
        }
    }

    @Test
    void storeThatCannotBeUsed_isOneSentence() throws IOException {
        Files.writeString(directory.resolve("data"), "a file where the directory should be");
        assertThat(label.run("list")).isEqualTo(1);
        assertThat(label.err().lines()).hasSize(1);
        assertThat(label.err()).startsWith("agent: ");
    }

    @Test
    void labelWithoutACommand_isWrongUsage_andEachCommandHasHelp() {
        CommandLine agent = Main.commandLine();
        agent.setOut(new PrintWriter(new StringWriter()));
        agent.setErr(new PrintWriter(new StringWriter()));
        assertThat(agent.execute("label")).isEqualTo(2);
        for (String command : List.of("add", "import", "export", "list", "remove", "suggest", "review", "intervened")) {
            assertThat(agent.execute("label", command, "--help")).isZero();
        }
    }
}
