package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Manual pages: those of all verbs, whole, and such that the readers of manual pages have nothing to say against them. */
final class ManVerbTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private String man(int code, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] all = Stream.concat(Stream.of("man"), Stream.of(words)).toArray(String[]::new);
        assertThat(Main.run(all, out, new PrintWriter(err, true)))
                .as(err.toString())
                .isEqualTo(code);
        return out.toString(UTF_8);
    }

    private List<Path> pages() throws IOException {
        assertThat(man(0, "--out", folder.toString())).isEmpty();
        try (Stream<Path> files = Files.list(folder.resolve("man1"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyVerb_hasAPage_andItIsTheOnePrinted() throws IOException {
        List<CommandSpec> verbs = HelpTest.all(Main.commandLine())
                .map(CommandLine::getCommandSpec)
                .toList();
        assertThat(pages()).hasSameSizeAs(verbs);
        for (CommandSpec verb : verbs) {
            String[] words = verb.qualifiedName().replaceFirst("^agent ?", "").split(" ");
            String printed = words[0].isEmpty() ? man(0) : man(0, words);
            Path file = folder.resolve("man1").resolve(verb.qualifiedName("-") + ".1");
            assertThat(Files.readString(file)).isEqualTo(printed);
        }
    }

    @Test
    void aPage_hasAllThatHelpHas() {
        for (CommandLine command : HelpTest.all(Main.commandLine()).toList()) {
            CommandSpec verb = command.getCommandSpec();
            String page = read(ManPage.of(verb));
            assertThat(Footer.of(verb).examples())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(page).contains(line));
            assertThat(verb.subcommands().keySet())
                    .allSatisfy(name -> assertThat(page).contains(".B " + name + "\n"));
            for (OptionSpec option : verb.options()) {
                assertThat(page).contains(option.names()).contains(String.join(" ", option.description()));
            }
        }
    }

    /** What a person sees of it, but for the filling of lines. */
    private static String read(String page) {
        return page.replace("\\-", "-")
                .replace("\\(aq", "'")
                .replace("\\(dq", "\"")
                .replace("\\(ha", "^")
                .replace("\\(ti", "~")
                .replace("\\(ga", "`")
                .replace("\\(rs", "\\");
    }

    @Test
    void unknownVerb_isWrongUsage() {
        man(2, "label", "ad");
        assertThat(err.toString()).contains("no verb is called label ad");
    }

    @Test
    void groff_hasNothingAgainstThem() throws Exception {
        require("groff", "groff");
        assertThat(told("groff", "-man", "-ww", "-Tutf8", "-z")).isEmpty();
    }

    /** There is no date: the same version is the same page. */
    @Test
    void mandoc_hasNothingAgainstThem() throws Exception {
        require("mandoc", "mandoc");
        assertThat(told("mandoc", "-Tlint", "-Wwarning").lines().filter(line -> !line.contains("missing date")))
                .isEmpty();
    }

    private String told(String... checker) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(checker));
        pages().forEach(page -> command.add(page.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    private static void require(String program, String debian) {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
        Assumptions.assumeTrue(
                installed, "NOT CHECKED: " + program + " is not on the PATH (Debian package " + debian + ")");
    }
}
