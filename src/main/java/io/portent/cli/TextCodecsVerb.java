package io.portent.cli;

import io.portent.codec.CodecProvider;
import io.portent.codec.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "codecs",
        mixinStandardHelpOptions = true,
        description = "Lists the codecs at hand: the agent's own and those of jars beside it.",
        footer = {"", "Example:", "  agent text codecs"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TextCodecsVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("codec", "steps"));
        for (CodecProvider provider : Codecs.all()) {
            rows.add(List.of(provider.name(), provider.description()));
        }
        spec.commandLine().getOut().print(Columns.of(rows));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
