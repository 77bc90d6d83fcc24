package io.portent.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script for bash and zsh that completes verbs, options, and values of options.",
            "It holds for the command agent, also as ./agent; file names are completed where no other value is known."
        },
        footer = {
            "",
            "Examples:",
            "  agent completion > ~/.local/share/bash-completion/completions/agent",
            "  agent completion > ~/.portent-completion",
            "bash: the first, once, where the package bash-completion is installed; or",
            "source <(agent completion) in ~/.bashrc, which starts Java in every shell.",
            "zsh: the second, once, and in ~/.zshrc: autoload -Uz compinit && compinit, then",
            "source ~/.portent-completion."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class CompletionVerb implements Callable<Integer> {
    /** Globs are text to picocli, for which it lets nothing be completed. */
    private static final Pattern GLOBS = Pattern.compile("('--(?:logs|labels)'\\)\n)( +)return\n");

    private static final String FILES = """
            local IFS=$'\\n'
                  type compopt &>/dev/null && compopt -o filenames
                  COMPREPLY=( $( compgen -f -- "${curr_word}" ) ) # files
                  return $?
            """;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String script = AutoComplete.bash("agent", Main.commandLine());
        out.print(GLOBS.matcher(script).replaceAll("$1$2" + Matcher.quoteReplacement(FILES)));
        out.flush();
        return 0;
    }
}
