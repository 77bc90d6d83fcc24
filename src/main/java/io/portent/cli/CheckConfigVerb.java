package io.portent.cli;

import io.portent.agent.Daemon;
import io.portent.agent.SourceInputs;
import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.config.SourceInput;
import io.portent.config.WebFile;
import io.portent.source.file.FileGlob;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = "Reads the configuration and tells everything that is wrong with it at once.",
        footer = {"", "Examples:", "  agent check-config", "  agent check-config -c config/agent.yaml"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class CheckConfigVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Override
    public Integer call() {
        AgentConfig config = options.load();
        runnable(config);
        List<String> notes = WebFile.check(config);
        PrintWriter out = spec.commandLine().getOut();
        out.println("The configuration is valid.");
        for (SourceConfig source : config.sources()) {
            out.printf("source %s: %s%n", source.name(), input(source));
        }
        out.printf(
                "labels: %s now%n",
                files(FileGlob.expand(config.labels().files()).size()));
        config.notes().forEach(note -> out.println("note: " + note));
        notes.forEach(note -> out.println("note: web.config_file: " + note));
        out.flush();
        return 0;
    }

    /** @throws WrongUsageException where {@code run} could not keep it, though every key is well spelled */
    static void runnable(AgentConfig config) {
        try {
            Daemon.check(config);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }

    private static String input(SourceConfig source) {
        return source.input() instanceof SourceInput.Files
                ? files(SourceInputs.files(source).size()) + " now"
                : SourceInputs.describe(source);
    }

    private static String files(int number) {
        return Counts.of(number, "file", "files");
    }
}
