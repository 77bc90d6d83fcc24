package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The network in sample-logs/text writes lines that could stand in the log it has learnt. */
class SampleTextTest {
    private static final String LINE =
            "2026-03-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\[[^\\]]+] (DEBUG|INFO |WARN |ERROR) [\\w.]+ - .+";

    @Test
    void mostOfWhatItWrites_areLinesOfThatLog() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] words = {
            "text",
            "generate",
            "--restore",
            "sample-logs/text/shop.portent",
            "--prime",
            "\n",
            "--length",
            "6000",
            "--temperature",
            "0.7",
            "--seed",
            "1"
        };
        assertThat(Main.run(words, out, new PrintWriter(new StringWriter()))).isZero();
        List<String> lines = out.toString(UTF_8).lines().toList();
        List<String> whole = lines.subList(0, lines.size() - 1);
        assertThat(whole).hasSizeGreaterThan(25);
        assertThat(whole.stream().filter(line -> line.matches(LINE)).count())
                .as(String.join("\n", whole))
                .isGreaterThan(whole.size() * 8L / 10);
    }
}
