package io.portent.cli;

import io.portent.agent.Versions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page in the macros of man(7): what {@code --help} says, out of the same description of the verb. */
final class ManPage {
    private final CommandSpec verb;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec verb) {
        this.verb = verb;
    }

    /** {@code agent-label-add} for {@code agent label add}. */
    static String name(CommandSpec verb) {
        return verb.qualifiedName("-");
    }

    static String of(CommandSpec verb) {
        return new ManPage(verb).write();
    }

    private String write() {
        String[] description = verb.usageMessage().description();
        request("TH", name(verb).toUpperCase(Locale.ROOT), "1", "", "Portent " + Versions.version(), "Portent");
        page.append(".nh\n.ad l\n"); // what is to be copied is not broken or stretched
        section("NAME");
        page.append(text(name(verb)))
                .append(" \\- ")
                .append(text(title(description[0])))
                .append('\n');
        section("SYNOPSIS");
        literally(List.of(new CommandLine.Help(verb, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .strip()
                .split("\n")));
        section("DESCRIPTION");
        paragraphs(Arrays.asList(description));
        verbs();
        arguments();
        Footer footer = Footer.of(verb);
        section("EXAMPLES");
        literally(footer.examples());
        if (!footer.notes().isEmpty()) {
            section("NOTES");
            line(String.join(" ", footer.notes()));
        }
        related();
        return page.toString();
    }

    private void verbs() {
        if (!verb.subcommands().isEmpty()) {
            section("COMMANDS");
            verb.subcommands()
                    .forEach((name, command) -> item(
                            name,
                            List.of(plain(
                                    command.getCommandSpec().usageMessage().description()[0]))));
        }
    }

    private void arguments() {
        section("OPTIONS");
        for (PositionalParamSpec parameter : verb.positionalParameters()) {
            item(parameter.paramLabel(), Arrays.asList(parameter.description()));
        }
        for (OptionSpec option : verb.options()) {
            String names = String.join(", ", option.names());
            item(names + value(option), Arrays.asList(option.description()));
        }
    }

    private static String value(ArgSpec option) {
        return option.arity().max() == 0
                ? ""
                : "=" + option.paramLabel() + (option.arity().max() > 1 ? "..." : "");
    }

    private void related() {
        section("SEE ALSO");
        CommandSpec parent = verb.parent();
        List<CommandSpec> others = parent == null || !verb.subcommands().isEmpty()
                ? verb.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .toList()
                : List.of(parent);
        page.append(others.stream()
                        .map(other -> ".BR " + text(name(other)) + " (1)")
                        .collect(Collectors.joining(" ,\n")))
                .append('\n');
    }

    private void section(String title) {
        page.append(".SH ").append(title).append('\n');
    }

    private void request(String name, String... arguments) {
        page.append('.').append(name);
        for (String argument : arguments) {
            page.append(" \"").append(text(argument)).append('"');
        }
        page.append('\n');
    }

    /** As it stands, not filled. */
    private void literally(List<String> lines) {
        page.append(".nf\n");
        lines.forEach(this::line);
        page.append(".fi\n");
    }

    private void paragraphs(List<String> sentences) {
        for (int i = 0; i < sentences.size(); i++) {
            page.append(i == 0 ? "" : ".PP\n");
            line(plain(sentences.get(i)));
        }
    }

    private void item(String term, List<String> sentences) {
        page.append(".TP\n.B ").append(text(term.strip())).append('\n');
        line(String.join(" ", sentences));
    }

    /** A line that begins with a control character would be a request. */
    private void line(String text) {
        String escaped = text(text);
        boolean request = escaped.startsWith(".");
        page.append(request ? "\\&" : "").append(escaped).append('\n');
    }

    /** The first sentence. */
    private static String title(String description) {
        return plain(description).split("\\.( |$)", 2)[0];
    }

    /** What a verb says of itself picocli formats only when it shows it: a sign of percent is written twice. */
    private static String plain(String description) {
        return String.format(Locale.ROOT, description);
    }

    /** So that what is copied from the page is ASCII: groff prints other signs for a bare hyphen, quote, caret and tilde. */
    private static String text(String text) {
        return text.replace("\\", "\\(rs")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("\"", "\\(dq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }
}
