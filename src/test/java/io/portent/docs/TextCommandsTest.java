package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands about networks that write are run, on a small text and for a moment. */
class TextCommandsTest {
    static final List<Path> DOCUMENTS = List.of(
            Path.of("docs/TEXT.md"),
            Path.of("docs/CODECS.md"),
            Path.of("docs/HEATMAP.md"),
            Path.of("sample-logs/text/README.md"));
    /** Needs a jar, which CodecExampleTest builds and learns through. */
    private static final String EXAMPLE = "--codec codons";

    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:\\$ )?(?:echo [^|\n]*\\| )?\\./agent (text [^#|\n]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path folder;

    static List<String> commands() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path document : DOCUMENTS) {
            all.append(Files.readString(document));
        }
        return COMMAND.matcher(all)
                .results()
                .map(found -> found.group(1).strip())
                .filter(command -> !command.contains(EXAMPLE))
                .toList();
    }

    @BeforeEach
    void learn() throws IOException {
        String text = "To be or not to be\n".repeat(20);
        for (String name : List.of("FILE", "part.txt", "shop.log")) {
            Files.writeString(folder.resolve(name), text);
        }
        Files.writeString(folder.resolve("hello.txt"), "HELLO\n".repeat(20));
        Files.writeString(folder.resolve("lottery.txt"), "1 2 3 4 5 6\n2 3 4 5 6 1\n".repeat(9));
        Files.copy(Path.of("src/test/resources/io/portent/codec/series/requests.csv"), folder.resolve("requests.csv"));
        String[] words = {
            "text",
            "train",
            "--in",
            folder.resolve("FILE").toString(),
            "--start",
            "T",
            "--units",
            "4",
            "--layers",
            "2",
            "--epochs",
            "1",
            "--out",
            folder.resolve("FILE.portent").toString()
        };
        assertThat(run(words)).isEmpty();
        Files.copy(folder.resolve("FILE.portent"), folder.resolve("net.portent"));
    }

    @Test
    void thereAreCommands() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandDoesWhatItSays(String command) {
        // The test's standard input is not its own.
        String piped = command.startsWith("text generate") && !command.contains("--prime") ? " --prime T" : "";
        String started = command.startsWith("text train") ? " --start " + start(command) : "";
        String sample = command.contains("sample-logs") ? piped.replace("T", "2") : piped;
        String[] words = WORD.matcher(command + sample + started)
                .results()
                .map(found -> found.group(1) == null ? file(found.group(2)) : found.group(1))
                .toArray(String[]::new);
        assertThat(run(words)).isEmpty();
    }

    private static String start(String command) {
        String numbers = command.contains("requests.csv") ? "0,120" : "1";
        String start = command.contains("hello.txt") ? "H" : "T";
        return command.contains("--codec series") ? numbers : start;
    }

    private String file(String word) {
        return word.matches("FILE|[a-zA-Z]+\\.(portent|txt|log|html|png|zip|csv)")
                ? folder.resolve(word).toString()
                : word;
    }

    /** What went wrong. */
    private static String run(String... words) {
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter(), true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return code == 0 ? err.toString() : "exit code " + code + ": " + err;
    }
}
