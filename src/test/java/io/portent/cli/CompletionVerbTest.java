package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script is given to real shells, and completes what is typed. */
final class CompletionVerbTest {
    /** As a shell calls it while a person types: the words so far, of which the last is completed. compopt is for a real prompt only. */
    private static final String ASK = """
            source completion
            compopt() { :; }
            eval "COMP_WORDS=($1)"
            [[ $1 == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMP_LINE=$1
            COMP_POINT=${#COMP_LINE}
            function=$(complete -p agent | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            $function
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    private String script() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(new String[] {"completion"}, out, new PrintWriter(System.err, true, UTF_8));
        assertThat(code).isZero();
        return out.toString(UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "agent re | retrain replay",
                "./agent tr | train",
                "agent label s | suggest",
                "agent models pr | promote",
                "agent train --l | --logs --labels",
                "agent train --format lo | logstash logfmt logback log4j",
                "agent parse --inner js | json",
                "agent label add --state '' | green orange red",
                "agent train --network bi | bidirectional-simple-rnn bidirectional-lstm bidirectional-gru",
                "agent retrain --network au | auto",
                "agent text train --network '' | simple-rnn lstm gru",
                "agent text train --updater '' | adagrad adam",
                "agent text generate --choice h | hard",
                "agent text train --codec se | series",
                "agent check-config --config agent. | agent.yaml",
                "agent train --logs agent. | agent.yaml",
                "agent evaluate --labels agent. | agent.yaml",
            })
    void bash_completes(String typed, String offered) throws Exception {
        require("bash");
        Files.writeString(folder.resolve("agent.yaml"), "");
        assertThat(ask("bash", typed)).containsExactlyInAnyOrder(offered.split(" "));
    }

    /** Which has the functions of bash that the script needs in its bashcompinit. */
    @Test
    void zsh_takesTheScript() throws Exception {
        require("zsh");
        Files.writeString(folder.resolve("completion"), script());
        String asked = "autoload -Uz compinit && compinit -u -d dump && source ./completion && print $_comps[agent]";
        Process zsh = new ProcessBuilder("zsh", "-f", "-c", asked)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(zsh.getInputStream().readAllBytes(), UTF_8);
        assertThat(zsh.waitFor()).as(said).isZero();
        assertThat(said.strip()).contains("_complete_agent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void theScript_isGoodSyntax(String shell) throws Exception {
        require(shell);
        Path file = Files.writeString(folder.resolve("completion"), script());
        Process process = new ProcessBuilder(shell, "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    private List<String> ask(String shell, String typed) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("completion"), script());
        Process process = new ProcessBuilder(shell, "--norc", "-c", ASK, shell, typed)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static void require(String shell) {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, shell)));
        Assumptions.assumeTrue(installed, "NOT CHECKED: " + shell + " is not on the PATH");
    }
}
