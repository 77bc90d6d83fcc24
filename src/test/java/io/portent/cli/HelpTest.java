package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --help} of every verb shows how it is used, and what it shows is right. */
final class HelpTest {
    private static final int TERMINAL = 80;
    private static final Pattern COMMAND = Pattern.compile("(?:^|\\| )agent ((?:'[^']*'|[^|>'])*)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    /** Every verb and every command of one, by its name. */
    static List<String> verbs() {
        return all(Main.commandLine())
                .map(command -> command.getCommandSpec().qualifiedName())
                .toList();
    }

    static Stream<CommandLine> all(CommandLine from) {
        return Stream.concat(
                Stream.of(from), from.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    private static CommandSpec spec(String verb) {
        return all(Main.commandLine())
                .map(CommandLine::getCommandSpec)
                .filter(each -> each.qualifiedName().equals(verb))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thereAreVerbsOfVerbs() {
        assertThat(verbs()).hasSizeGreaterThan(35).contains("agent", "agent label add", "agent text train");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void anExample_isShown(String verb) {
        List<String> examples = examples(verb);
        assertThat(examples).isNotEmpty();
        assertThat(String.join("\n", examples)).contains(verb + (verb.equals("agent") ? " " : ""));
        String heading = examples.size() == 1 ? "Example:" : "Examples:";
        assertThat(spec(verb).usageMessage().footer()).containsOnlyOnce(heading);
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyExample_isUnderstood(String verb) {
        for (String example : examples(verb)) {
            List<String> commands = commands(example);
            assertThat(commands).as(example).isNotEmpty();
            commands.forEach(HelpTest::understand);
        }
    }

    @Test
    void anExampleThatIsWrong_isNoticed() {
        assertThatThrownBy(() -> understand("train --sins 30d")).hasMessageContaining("--sins");
        assertThatThrownBy(() -> understand("label add --start 30m")).hasMessageContaining("--state");
        assertThatThrownBy(() -> understand("parse --format logbak FILE")).hasMessageContaining("logbak");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void onATerminal_noLineIsTooLong_andNoWordIsBroken(String verb) {
        String narrow = help(verb, TERMINAL);
        assertThat(narrow.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TERMINAL));
        assertThat(narrow.split("\\s+"))
                .containsExactly(help(verb, 4 * TERMINAL).split("\\s+"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyOption_isDescribed(String verb) {
        assertThat(spec(verb).args())
                .allSatisfy(each -> assertThat(each.description()).isNotEmpty());
    }

    private static String help(String verb, int width) {
        CommandLine command = spec(verb).commandLine();
        command.setUsageHelpAutoWidth(false);
        return command.setUsageHelpWidth(width).getUsageMessage(Ansi.OFF);
    }

    /** One each, whatever the lines that it is written on. */
    private static List<String> examples(String verb) {
        String lines = String.join("\n", Footer.of(spec(verb)).examples());
        return lines.isEmpty()
                ? List.of()
                : List.of(lines.replaceAll(" \\\\\n\\s+", " ").split("\n"));
    }

    /** What the agent is told: no pipe, and nothing beyond a redirection. */
    private static List<String> commands(String example) {
        return COMMAND.matcher(example).results().map(found -> found.group(1)).toList();
    }

    private static void understand(String command) {
        List<String> words = new ArrayList<>();
        WORD.matcher(command)
                .results()
                .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
        Main.commandLine().parseArgs(words.toArray(String[]::new));
    }
}
