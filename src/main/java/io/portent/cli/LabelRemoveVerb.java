package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Removes labels from the store without asking, and prints those that it removed.",
        footer = {
            "",
            "Examples:",
            "  agent label remove --source suggestion --since 7d",
            "  agent label remove 3f9c2a71d04b",
            "Either keys, as label list shows them, or --source, --since and --until: labels",
            "that start within the span and come from the source."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelRemoveVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Mixin
    StoreSpan span;

    @Parameters(arity = "0..*", paramLabel = "KEY", description = "Keys of labels")
    List<String> keys = List.of();

    @Option(names = "--source", paramLabel = "NAME", description = "Only labels of this source, such as suggestion")
    @Nullable
    String source;

    @Override
    public Integer call() {
        boolean byRule = source != null || span.isGiven();
        if (byRule != keys.isEmpty()) {
            throw new WrongUsageException("name either keys, or --source, --since or --until");
        }
        TimeSpan asked = span.of(InstantSource.system().instant());
        AgentConfig loaded = config.load();
        try (Store store = Stores.existing(loaded.store())) {
            List<Recorded> doomed = new ArrayList<>(store.labels().labels(TimeSpan.ALL));
            doomed.removeIf(one -> byRule ? !isMeant(one, asked) : !keys.contains(one.key()));
            refuseUnknown(doomed);
            store.labels().remove(doomed.stream().map(Recorded::key).toList());
            PrintWriter out = spec.commandLine().getOut();
            out.print(doomed.isEmpty() ? "" : LabelTable.of(doomed));
            out.println(doomed.size() + " removed");
            out.flush();
        }
        return 0;
    }

    private boolean isMeant(Recorded one, TimeSpan asked) {
        return asked.contains(one.label().start())
                && (source == null || source.equals(one.label().source()));
    }

    private void refuseUnknown(List<Recorded> found) {
        List<String> unknown = new ArrayList<>(keys);
        found.forEach(one -> unknown.removeIf(one.key()::equals));
        if (!unknown.isEmpty()) {
            throw new FailedException(
                    "nothing removed: no label has the key " + String.join(", ", unknown) + "; see agent label list");
        }
    }
}
