package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every command of the documents is run: by the tests named here, within this process, or by {@code CommandsIT}, in a shell; or it says
 * why not.
 */
public final class ShellBlocksTest {
    private static final Path FORMATS = Path.of("docs/FORMATS.md");

    /** Which test runs the commands of a document in this process. */
    public static Map<Path, List<String>> inProcess() throws IOException {
        Map<Path, List<String>> runners = new java.util.HashMap<>();
        runners.put(FORMATS, FormatCommandsTest.commands());
        for (Path document : TextCommandsTest.DOCUMENTS) {
            runners.put(document, TextCommandsTest.commands());
        }
        return runners;
    }

    @Test
    void everyCommand_isRunOrSaysWhyNot() throws IOException {
        Map<Path, List<String>> runners = inProcess();
        List<String> forgotten = new ArrayList<>();
        for (Path document : ShellBlock.documents()) {
            for (ShellBlock block : ShellBlock.of(document)) {
                if (block.notRun() == null && runners.containsKey(document)) {
                    forgotten.addAll(missing(block, runners.get(document)));
                }
            }
        }
        assertThat(forgotten).isEmpty();
    }

    /** The part of a pipe that is the agent's; whatever else stands there the tests do themselves. */
    private static List<String> missing(ShellBlock block, List<String> run) {
        return block.commands()
                .replaceAll("\\\\\n\\s*", " ")
                .lines()
                .filter(line -> line.contains("./agent "))
                .map(line -> line.replaceFirst("^.*?\\./agent ", ""))
                .filter(line -> run.stream().noneMatch(command -> line.startsWith(command)))
                .map(line -> block + ": " + line)
                .toList();
    }

    @Test
    void whatIsNotRun_saysWhy() throws IOException {
        for (Path document : ShellBlock.documents()) {
            assertThat(ShellBlock.of(document))
                    .allSatisfy(block -> assertThat(block.commands()).isNotBlank());
            assertThat(ShellBlock.of(document).stream()
                            .map(ShellBlock::notRun)
                            .filter(why -> why != null)
                            .toList())
                    .allSatisfy(why -> assertThat(why).hasSizeGreaterThan(10));
        }
    }

    @Test
    void marks_holdForOneBlockOrASection() {
        String text = """
                ## A
                ```sh
                ./agent one
                ```
                <!-- not run: needs two -->
                ```console
                $ ./agent two
                2 done
                ```
                ## B
                <!-- not run in this section: needs three -->
                ```sh
                ./agent three
                ```
                ### C
                ```sh
                ./agent four
                ```
                ## D
                ```yaml
                a: b
                ```
                ```sh
                ./agent five
                ```
                """;
        List<ShellBlock> blocks = ShellBlock.of(Path.of("a.md"), text.lines().toList());
        assertThat(blocks)
                .extracting(ShellBlock::commands)
                .containsExactly(
                        "./agent one\n", "./agent two\n", "./agent three\n", "./agent four\n", "./agent five\n");
        assertThat(blocks)
                .extracting(ShellBlock::notRun)
                .containsExactly(null, "needs two", "needs three", "needs three", null);
    }
}
