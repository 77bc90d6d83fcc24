package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.feed.Note;
import io.portent.health.SourceKind;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "intervened",
        mixinStandardHelpOptions = true,
        description = {
            "Records that somebody acted, for instance upon an alarm.",
            "What would have come without it nobody can tell: the time after it, as far as the longest horizon, is neither learnt"
                    + " from nor counted as a false alarm."
        },
        footer = {
            "",
            "Examples:",
            "  agent label intervened --entity shop --note 'restarted after the alarm'",
            "  agent label intervened --entity shop --at 10m"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelIntervenedVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Option(names = "--entity", paramLabel = "NAME", description = "Which entity it helped. Default: all")
    String entity = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "When: a time with a zone, or a duration back from now. Default: now")
    String at = "0s";

    @Option(names = "--note", paramLabel = "TEXT", description = "What was done")
    String note = "";

    @Override
    public Integer call() {
        AgentConfig loaded = config.load();
        Instant now = InstantSource.system().instant();
        Instant time = TimeRange.resolve("--at", at, now);
        Intervention intervention = intervention(time);
        try (Store store = Stores.open(loaded.store())) {
            store.interventions().record(intervention);
            Remarks remarks = new Remarks(spec.commandLine().getErr());
            remarks.onEntities(List.of(intervention.entity()), loaded, store);
            remarks.onTime(time, now);
        }
        List<Duration> horizons = loaded.forecast().horizons();
        Duration longest = horizons.get(horizons.size() - 1);
        spec.commandLine()
                .getOut()
                .printf(
                        "recorded: somebody acted on %s at %s; the %s after it are left out of learning%n",
                        entity.isEmpty() ? "all entities" : Printable.line(entity, 60),
                        time,
                        Durations.format(longest));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Intervention intervention(Instant time) {
        String source = SourceKind.PERSON.label();
        try {
            return new Intervention(
                    LabelKey.of(entity.strip(), time, source), entity.strip(), time, source, Note.of(note.strip()));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }
}
