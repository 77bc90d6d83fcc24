package io.portent.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.portent.health.HealthState;
import io.portent.health.Label;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsCsvTest {
    private static final String HEADER = "entity,state,start,end,source,note\n";
    private static final String GOOD = "shop,red,2026-03-02T14:05:00Z,2026-03-02T14:10:00Z,ops,\n";

    @TempDir
    private Path folder;

    private Path file = Path.of("labels.csv");

    @BeforeEach
    void place() {
        file = folder.resolve("labels.csv");
    }

    private List<Label> read(String text) throws IOException {
        Files.writeString(file, text);
        return LabelsCsv.read(file);
    }

    private void assertRefused(String text, String... problems) {
        assertThatThrownBy(() -> read(text))
                .isExactlyInstanceOf(BadLabelsException.class)
                .hasMessage(String.join("\n", problems).replace("FILE", file.toString()));
    }

    @Test
    void goodRows_areReadWithTheirDefaults() throws IOException {
        assertThat(read(HEADER + GOOD + ", GREEN ,2026-03-02T16:05:00+02:00,,\"a, b\",\"say \"\"hi\"\"\"\n"))
                .containsExactly(
                        new Label(
                                "shop",
                                HealthState.RED,
                                Instant.parse("2026-03-02T14:05:00Z"),
                                Instant.parse("2026-03-02T14:10:00Z"),
                                "ops",
                                ""),
                        new Label(
                                "",
                                HealthState.GREEN,
                                Instant.parse("2026-03-02T14:05:00Z"),
                                null,
                                "a, b",
                                "say \"hi\""));
    }

    @Test
    void timesAreCutToTheMillisecond_andWhatIsShorterIsRefused() throws IOException {
        assertThat(read(HEADER + "shop,red,2026-03-02T14:05:00.1239Z,2026-03-02T14:05:00.1241Z,ops,\n"))
                .extracting(Label::start, Label::end)
                .containsExactly(
                        tuple(Instant.parse("2026-03-02T14:05:00.123Z"), Instant.parse("2026-03-02T14:05:00.124Z")));
        assertRefused(
                HEADER + "shop,red,2026-03-02T14:05:00.1231Z,2026-03-02T14:05:00.1239Z,ops,\n",
                "FILE:2: end must be at least a millisecond after start, was 2026-03-02T14:05:00.1239Z"
                        + " <= 2026-03-02T14:05:00.1231Z");
    }

    @Test
    void spreadsheetsFile_withMarkAndCarriageReturnsIsRead() throws IOException {
        assertThat(read("\ufeff" + (HEADER + GOOD).replace("\n", "\r\n"))).hasSize(1);
        assertThat(read(HEADER + "\n" + GOOD.strip())).hasSize(1);
        assertThat(read(HEADER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop,purple,2026-03-02T14:05:00Z,,ops,|state must be green, orange or red, was 'purple'",
                "shop,unknown,2026-03-02T14:05:00Z,,ops,|state must be green, orange or red, was 'unknown'",
                "shop,red,2026-03-02T14:05:00,,ops,|start must be a time with a zone like 2026-03-02T14:05:00Z, was '2026-03-02T14:05:00'",
                "shop,red,,,ops,|start must be a time with a zone like 2026-03-02T14:05:00Z, was ''",
                "shop,red,2026-03-02T14:05:00Z,soon,ops,|end must be a time with a zone like 2026-03-02T14:05:00Z, was 'soon'",
                "shop,red,2026-03-02T14:05:00Z,2026-03-02T14:05:00Z,ops,|end must be at least a millisecond after start, was 2026-03-02T14:05:00Z <= 2026-03-02T14:05:00Z",
                "shop,red,2026-03-02T14:05:00Z,,ops|it has 5 columns, expected 6",
                "shop,red,2026-03-02T14:05:00Z,,ops,,|it has 7 columns, expected 6",
                "shop,red,+999999999-01-01T00:00:00Z,,ops,|start must be a time with a zone like 2026-03-02T14:05:00Z, was '+999999999-01-01T00:00:00Z'",
            })
    void badRow_isNamedWithItsLineAndReasonAndNothingIsTaken(String row, String why) {
        assertRefused(HEADER + GOOD + row + "\n" + GOOD, "FILE:3: " + why);
        assertRefused((HEADER + GOOD + row).replace("\n", "\r\n"), "FILE:3: " + why);
    }

    @Test
    void lineNumbers_areThoseOfTheRowsFirstLineAlsoAfterQuotedNewlines() {
        String quoted = "shop,red,2026-03-02T14:05:00Z,,ops,\"one\ntwo\n\nthree\"\n";
        assertRefused(
                HEADER + quoted + "\n\n" + GOOD.replace("red", "blue") + quoted.replace("red", "pink") + GOOD
                        + GOOD.replace("red", "grey").strip(),
                "FILE:8: state must be green, orange or red, was 'blue'",
                "FILE:9: state must be green, orange or red, was 'pink'",
                "FILE:14: state must be green, orange or red, was 'grey'");
    }

    @Test
    void wrongHeader_saysWhatItMustBe() {
        assertRefused(
                "state,entity,start,end,source,note\n",
                "FILE:1: the header must be entity,state,start,end,source,note, was state,entity,start,end,source,note");
        assertRefused("", "FILE:1: the header must be entity,state,start,end,source,note, but the file is empty");
    }

    @Test
    void manyBadRows_areListedUpToABound() {
        assertThatThrownBy(() -> read(HEADER + GOOD.replace("red", "blue").repeat(25)))
                .hasMessageContaining(":21: ")
                .hasMessageNotContaining(":22: ")
                .hasMessageEndingWith("\nand 5 more");
    }

    @Test
    void aQuoteThatIsNeverClosed_isNamedWithTheLineItBeginsOn() {
        assertRefused(HEADER + GOOD + "shop,\"red,\n\n\n", "FILE:3: a quote is opened and never closed");
    }

    @Test
    void aFileOfAnyLength_isRefusedInLittleMemory() throws IOException {
        byte[] much = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write((HEADER + "shop,red,2026-03-02T14:05:00Z,,ops,\"").getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 17; i++) {
                out.write(much);
            }
        }
        assertThatThrownBy(() -> LabelsCsv.read(file))
                .isExactlyInstanceOf(BadLabelsException.class)
                .hasMessage(file + ": more than 16 MiB; split it into several files");
    }

    @Test
    void aFolder_isNamed() {
        assertThatThrownBy(() -> LabelsCsv.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder + " cannot be read: ");
    }

    @Test
    void whatIsNoTable_isRefusedAndNotAnIoProblem() throws IOException {
        for (String text :
                List.of("\"entity,state", HEADER + "shop,\"red", HEADER + "shop,\"red\"x,,,,\n", "entity,entity\n")) {
            assertThatThrownBy(() -> read(text)).as(text).isExactlyInstanceOf(BadLabelsException.class);
        }
        byte[] text = (HEADER + GOOD.repeat(1_000)).getBytes(StandardCharsets.UTF_8);
        for (int at : new int[] {3, 100, text.length - 5}) {
            byte[] damaged = text.clone();
            damaged[at] = (byte) 0xff;
            Files.write(file, damaged);
            assertThatThrownBy(() -> LabelsCsv.read(file))
                    .as("byte %s", at)
                    .isExactlyInstanceOf(BadLabelsException.class)
                    .hasMessage(file + ": not UTF-8 text");
        }
    }
}
