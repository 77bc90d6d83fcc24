package io.portent.cli;

import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.source.file.FileGlob;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = "Reads the configuration and tells everything that is wrong with it at once.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class CheckConfigVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Override
    public Integer call() {
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        out.println("The configuration is valid.");
        for (SourceConfig source : config.sources()) {
            out.printf(
                    "source %s: %d files now%n",
                    source.name(), FileGlob.expand(source.files()).size());
        }
        out.printf(
                "label files: %d now%n",
                FileGlob.expand(config.labels().files()).size());
        config.notes().forEach(note -> out.println("note: " + note));
        out.flush();
        return 0;
    }
}
