package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every {@code ./agent} command that the documents show names verbs and options that exist. */
final class CommandsInDocsTest {
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```[^\n]*\n(.*?)^ *```");
    /** Up to a comment, a pipe, a redirection or the next command, which mean nothing within quotes. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^[ $]*\\./agent\\s+((?:'[^'\n]*'|\"[^\"\n]*\"|(?!\\s\\d>)[^#|>&;\n'\"])+)");

    private static final Pattern INLINE = Pattern.compile("`\\./agent\\s+([^`]+)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private record Shown(Path document, String command, boolean whole) {}

    @Test
    void everyCommandShown_isUnderstood() throws IOException {
        List<Shown> all = new ArrayList<>();
        for (Path document : documents()) {
            all.addAll(commands(document, Files.readString(document)));
        }
        assertThat(all).isNotEmpty();
        assertThat(all).allSatisfy(CommandsInDocsTest::understand);
    }

    @Test
    void aMisspeltOption_isNoticed() {
        String text = "```sh\n./agent parse \\\n  --sumary FILE   # counts\n```\n";
        List<Shown> shown = commands(Path.of("example.md"), text);
        assertThat(shown).hasSize(1);
        assertThatThrownBy(() -> understand(shown.get(0))).hasMessageContaining("--sumary");
    }

    @Test
    void aRightCommand_isUnderstood() {
        String text = "Run `./agent simulate --days N --seed S --out DIR`, or `./agent simulate`.";
        List<Shown> shown = commands(Path.of("example.md"), text);
        assertThat(shown).hasSize(2).allSatisfy(CommandsInDocsTest::understand);
    }

    @Test
    void whatTheShellTakesAway_isNoArgument() {
        List<Shown> shown = commands(
                Path.of("example.md"), "```console\n$ ./agent parse --summary FILE 2> parse.log | tail -2\n```\n");
        assertThat(shown).extracting(Shown::command).containsExactly("parse --summary FILE");
    }

    @Test
    void signsOfTheShell_areArgumentsWithinQuotes() {
        List<Shown> shown = commands(
                Path.of("example.md"), "```sh\n./agent parse --pattern '%>s; \"%r\" | #' FILE # counts\n```\n");
        assertThat(shown).extracting(Shown::command).containsExactly("parse --pattern '%>s; \"%r\" | #' FILE ");
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static List<Shown> commands(Path document, String text) {
        List<Shown> shown = new ArrayList<>();
        Matcher block = FENCED.matcher(text);
        while (block.find()) {
            String joined = block.group(1).replaceAll("\\\\\n\\s*", " ");
            COMMAND.matcher(joined).results().forEach(found -> shown.add(new Shown(document, found.group(1), true)));
        }
        INLINE.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .forEach(found -> shown.add(new Shown(document, found.group(1), false)));
        return shown;
    }

    /** A command within a sentence may leave out what the verb requires: it names the verb. */
    private static void understand(Shown shown) {
        try {
            Main.commandLine().parseArgs(words(shown.command()));
        } catch (CommandLine.MissingParameterException e) {
            if (shown.whole()) {
                throw e;
            }
        }
    }

    private static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                .map(word -> word.matches("N|S|SHARE") ? "0" : word)
                .toArray(String[]::new);
    }
}
