package io.portent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the manual page of a verb, or writes those of all verbs.",
            "The built agent has them in man beside lib: man -M target/agent/man agent-train."
        },
        footer = {
            "",
            "Examples:",
            "  agent man label add | man -l -",
            "  agent man --out ~/.local/share/man",
            "After the second, man agent and man agent-label-add find them."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ManVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "VERB", description = "Whose page is printed. Default: agent itself")
    List<String> verb = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Writes all pages to DIR/man1 instead.")
    @Nullable
    Path out;

    @Override
    public Integer call() throws IOException {
        CommandSpec agent = Main.commandLine().getCommandSpec();
        if (out != null) {
            Path section = Files.createDirectories(out.resolve("man1"));
            write(agent, section);
        } else {
            PrintWriter target = spec.commandLine().getOut();
            target.print(ManPage.of(find(agent)));
            target.flush();
        }
        return 0;
    }

    private static void write(CommandSpec verb, Path folder) throws IOException {
        Files.writeString(folder.resolve(ManPage.name(verb) + ".1"), ManPage.of(verb));
        for (CommandLine command : verb.subcommands().values()) {
            write(command.getCommandSpec(), folder);
        }
    }

    private CommandSpec find(CommandSpec agent) {
        CommandSpec found = agent;
        for (String word : verb) {
            CommandLine next = found.subcommands().get(word);
            if (next == null) {
                throw new WrongUsageException("no verb is called " + String.join(" ", verb) + "; see agent --help");
            }
            found = next.getCommandSpec();
        }
        return found;
    }
}
