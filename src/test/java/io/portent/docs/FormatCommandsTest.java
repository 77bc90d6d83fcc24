package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of docs/FORMATS.md are run, on logs that real programs have written where there are such, and read every line. */
class FormatCommandsTest {
    private static final Path GOLDENS = Path.of("src/test/resources/io/portent/goldens");
    private static final Path BY_HAND = Path.of("src/test/resources/io/portent/docs");
    /** What stands for the file that a command names. */
    private static final Map<String, Path> FILES = Map.ofEntries(
            Map.entry("app.log", GOLDENS.resolve("logback-auto/app.log")),
            Map.entry("access.log", GOLDENS.resolve("nginx-own/access.log")),
            Map.entry("apache.log", GOLDENS.resolve("apache-own/access.log")),
            Map.entry("logback.log", GOLDENS.resolve("logback-pattern/app.log")),
            Map.entry("log4j.log", GOLDENS.resolve("log4j-pattern/app.log")),
            Map.entry("python.log", GOLDENS.resolve("python-named/app.log")),
            Map.entry("postgresql.log", GOLDENS.resolve("postgres-stderr/postgresql.log")),
            Map.entry("own.json", BY_HAND.resolve("own.json")),
            Map.entry("numbers.csv", BY_HAND.resolve("numbers.csv")),
            Map.entry("nova.log", BY_HAND.resolve("nova.log")),
            Map.entry("bgl.log", BY_HAND.resolve("bgl.log")),
            Map.entry("pod.log", BY_HAND.resolve("pod.log")),
            Map.entry("job.log", BY_HAND.resolve("job.log")));

    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./agent (parse (?:[^|#\n\\\\]|\\\\\n|\\\\.)*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    static List<String> commands() throws IOException {
        return COMMAND.matcher(Files.readString(Path.of("docs/FORMATS.md")))
                .results()
                .map(found -> found.group(1).replaceAll("\\\\\n\\s*", " ").strip())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandReadsItsFile(String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words(command));

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString()).isNotBlank();
        if (command.contains("--summary")) {
            assertThat(out.toString()).contains(" 0 unparsed");
        }
    }

    private static String[] words(String command) {
        return WORD.matcher(command).results().map(FormatCommandsTest::word).toArray(String[]::new);
    }

    private static String word(MatchResult found) {
        String word = found.group(1) == null ? found.group(2) : found.group(1);
        assertThat(word.matches("[a-z0-9]+\\.(log|json|csv)") && !FILES.containsKey(word))
                .as("no file stands for " + word)
                .isFalse();
        return FILES.containsKey(word) ? FILES.get(word).toString() : word;
    }
}
