package io.portent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and machines hand the agent by mistake: it says what is wrong, or counts it; it never falls over. */
final class BadInputIT {
    @TempDir
    Path directory;

    @Test
    void fiveMistakesInTheConfiguration_areAllNamedAtOnce() throws Exception {
        Path config = Files.writeString(directory.resolve("agent.yaml"), """
                sources:
                  - name: app
                    files: ["app.json"]
                    formt: auto
                window:
                  length: 60
                forecast:
                  horizons: [5m, 15x]
                  data_window: 1
                model:
                  units: many
                """);
        for (String verb : new String[] {"check-config", "train", "run"}) {
            AgentProcess.Ended ended = AgentProcess.run(verb, "-c", config.toString());
            assertThat(ended.code()).as(verb).isEqualTo(2);
            assertThat(ended.err().lines())
                    .as(verb)
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith(config + ":4: sources[0].formt: "),
                            line -> assertThat(line).startsWith(config + ":6: window.length: "),
                            line -> assertThat(line).startsWith(config + ":8: forecast.horizons: "),
                            line -> assertThat(line).startsWith(config + ":9: forecast.data_window: "),
                            line -> assertThat(line).startsWith(config + ":11: model.units: "));
        }
    }

    @Test
    void badRowInALabelFile_isNamedAndNoModelIsStored() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        Files.writeString(
                history.labels(),
                Files.readString(history.labels()) + ",purple,2026-03-02T01:50:00Z,2026-03-02T01:56:00Z,slo,\n");
        train(history).failsWithOneSentence("labels.csv:12: ", "state must be green, orange or red", "purple");
        history.hasNoModel();
    }

    @Test
    void noLogFiles_isOneSentence() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        train(history, "--logs", directory + "/none-*.log")
                .failsWithOneSentence("no log files: nothing matches ", "none-*.log");
        history.hasNoModel();
    }

    @Test
    void emptyLogFiles_areOneSentence() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        Path empty = history.file("empty.log", "");
        train(history, "--logs", empty.toString()).failsWithOneSentence("no log event in 1 file");
        history.hasNoModel();
    }

    @Test
    void noLabels_isOneSentenceThatSaysHowManyAreNeeded() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        train(history, "--labels", directory + "/none-*.csv").failsWithOneSentence("no label files: nothing matches ");
        Path empty = history.file("empty.csv", ShortHistory.HEADER);
        train(history, "--labels", empty.toString()).failsWithOneSentence("no labels: at least 3 ");
        history.hasNoModel();
    }

    @Test
    void oneClassOnly_isOneSentenceThatSaysHowManyOnsetsAreMissing() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        for (String state : new String[] {"green", "red"}) {
            Path labels = history.file(
                    state + ".csv",
                    ShortHistory.HEADER
                            + ShortHistory.label(
                                    state, ShortHistory.START, ShortHistory.START.plus(Duration.ofHours(10))));
            train(history, "--labels", labels.toString()).failsWithOneSentence("onsets", "at least 3 are needed");
        }
        history.hasNoModel();
    }

    @Test
    void tooShortAHistory_isOneSentenceThatSaysHowMuchIsMissing() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        Path logs = history.file("short.json", ShortHistory.logs(10));
        train(history, "--logs", logs.toString()).failsWithOneSentence("the history is too short", "are missing");
        history.hasNoModel();
    }

    @Test
    void binaryGarbage_isCounted() throws Exception {
        byte[] garbage = new byte[500_000];
        new Random(11).nextBytes(garbage);
        Path file = Files.write(directory.resolve("garbage.log"), garbage);
        assertThat(summary(file)).containsPattern("(?m)^[1-9][0-9]{3} lines in ");
        assertThat(replay(file)).containsPattern("portent_log_lines_total\\{source=\"logs\",} [1-9][0-9]{3}\\.0");
    }

    @Test
    void invalidUtf8_isReadAsText() throws Exception {
        byte[] line = "\u00e9t\u00e9 \u00ff\u00fe is over\n".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(directory.resolve("latin.log"), line);
        assertThat(summary(file)).startsWith("1 lines in ").contains("1 parsed, 0 unparsed");
        assertThat(AgentProcess.run("parse", file.toString()).succeeds().out()).contains("is over");
        assertThat(replay(file)).contains("portent_log_lines_total{source=\"logs\",} 1.0");
    }

    @Test
    void hundredMegabytesWithoutANewline_areOneCutLine() throws Exception {
        Path file = directory.resolve("endless.log");
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
        }
        assertThat(summary(file)).startsWith("1 lines in ").contains("1 lines cut, 103809024 bytes skipped");
        assertThat(replay(file))
                .contains("portent_log_lines_total{source=\"logs\",} 1.0")
                .contains("portent_log_long_lines_total{source=\"logs\",} 1.0")
                .contains("portent_log_bytes_total{source=\"logs\",} 1.048576E8");
    }

    @Test
    void timesOutOfOrderAndInTheFuture_areCounted() throws Exception {
        ShortHistory history = ShortHistory.write(directory);
        StringBuilder lines = new StringBuilder(ShortHistory.logs(30));
        lines.append(ShortHistory.line(ShortHistory.START.plus(Duration.ofMinutes(3)), "INFO", "came late"));
        lines.append(ShortHistory.line(ShortHistory.START.plus(Duration.ofDays(300_000)), "INFO", "from the future"));
        lines.append(ShortHistory.line(ShortHistory.START.minus(Duration.ofDays(30_000)), "INFO", "from the past"));
        lines.append(ShortHistory.line(ShortHistory.START.plus(Duration.ofMinutes(31)), "INFO", "in time again"));
        Path file = history.file("jumps.json", lines.toString());
        assertThat(summary(file)).startsWith("34 lines in ").contains("34 parsed, 0 unparsed", "34 events");
        assertThat(replay(file))
                .contains("portent_log_lines_total{source=\"logs\",} 34.0")
                .containsPattern("portent_log_late_events_total\\{source=\"logs\",} [1-9]");
    }

    @Test
    void millionDistinctWords_inOneMessageAndInAMillion_areBounded() throws Exception {
        Path one = directory.resolve("one-message.log");
        Path many = directory.resolve("many-messages.log");
        try (Writer single = Files.newBufferedWriter(one);
                Writer lines = Files.newBufferedWriter(many)) {
            for (int i = 0; i < 1_000_000; i++) {
                single.write(word(i) + " ");
                if (i < 100_000) {
                    lines.write(word(10 * i) + " " + word(10 * i + 1) + " failed\n");
                }
            }
        }
        assertThat(summary(one)).startsWith("1 lines in ").contains("1 lines cut");
        assertThat(replay(one)).contains("portent_log_long_lines_total{source=\"logs\",} 1.0");
        assertThat(summary(many)).startsWith("100000 lines in ").containsPattern(" [0-9]{1,4} templates");
        assertThat(replay(many)).contains("portent_log_lines_total{source=\"logs\",} 100000.0");
    }

    /** More than fit into the heap that `parse` has. */
    @Test
    void endlesslyManyLongFieldNames_areForgotten() throws Exception {
        Path file = directory.resolve("names.json");
        String tail = "x".repeat(49_000);
        try (Writer lines = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 160; i++) {
                lines.write("{\"@timestamp\":\"2026-03-02T00:00:00Z\",\"level\":\"INFO\",\"message\":\"m\"");
                for (int name = 0; name < 20; name++) {
                    lines.write(",\"" + i + "." + name + tail + "\":1");
                }
                lines.write("}\n");
            }
        }
        assertThat(summary(file)).startsWith("160 lines in ").contains("160 parsed, 0 unparsed");
    }

    /** Letters alone: digits would be masked as parameters. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number + 26; rest > 0; rest /= 26) {
            word.append((char) ('a' + rest % 26));
        }
        return word.toString();
    }

    private static AgentProcess.Ended train(ShortHistory history, String... more)
            throws IOException, InterruptedException {
        String[] command =
                Arrays.copyOf(new String[] {"train", "-c", history.config().toString()}, 3 + more.length);
        System.arraycopy(more, 0, command, 3, more.length);
        return AgentProcess.run(command);
    }

    private static String summary(Path file) throws IOException, InterruptedException {
        return AgentProcess.run("parse", "--summary", file.toString())
                .succeeds()
                .out();
    }

    private String replay(Path file) throws IOException, InterruptedException {
        ShortHistory history = new ShortHistory(directory);
        Path config = Files.writeString(history.config(), history.configuration("units: 4"));
        Files.writeString(history.labels(), ShortHistory.HEADER);
        return AgentProcess.run("replay", "-c", config.toString(), "--logs", file.toString())
                .succeeds()
                .out();
    }
}
