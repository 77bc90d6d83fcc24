package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.feed.Note;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.store.LabelBook;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Records what a person knows; green over a bad label of another source means that it was nothing.",
            "It is trusted most, unless labels.trust says otherwise. The same entity, state and start again change the end and"
                    + " the note."
        },
        footer = {
            "",
            "Examples:",
            "  agent label add --entity shop --state red --start 30m --for 20m \\",
            "    --note 'connection pool exhausted'",
            "  agent label add --state green --start 2026-03-02T09:00:00Z --for 1h"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LabelAddVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Option(names = "--entity", paramLabel = "NAME", description = "Whose health. Default: all entities")
    String entity = "";

    @Option(
            names = "--state",
            required = true,
            paramLabel = "STATE",
            completionCandidates = Candidates.States.class,
            description = "green, orange or red")
    HealthState state;

    @Option(
            names = "--start",
            required = true,
            paramLabel = "TIME",
            description = "When it began: a date, a time with a zone, or a duration back from now such as 30m")
    String start;

    @Option(names = "--end", paramLabel = "TIME", description = "When it ended, likewise. Default: it goes on")
    @Nullable
    String end;

    @Option(names = "--for", paramLabel = "DURATION", description = "How long it lasted, such as 20m, instead of --end")
    @Nullable
    String lasted;

    @Option(names = "--note", paramLabel = "TEXT", description = "One sentence for whoever reads it later")
    String note = "";

    @Override
    public Integer call() {
        AgentConfig loaded = config.load();
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
        Recorded recorded = recorded(label(now), now);
        try (Store store = Stores.open(loaded.store())) {
            LabelBook.Changes changes = store.labels().put(List.of(recorded));
            Remarks remarks = new Remarks(spec.commandLine().getErr());
            remarks.onEntities(List.of(recorded.label().entity()), loaded, store);
            remarks.onTime(recorded.label().start(), now);
            String did = changes.added() > 0 ? "added" : changes.changed() > 0 ? "changed" : "unchanged";
            spec.commandLine().getOut().print(did + "\n" + LabelTable.of(List.of(recorded)));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private Label label(Instant now) {
        if (end != null && lasted != null) {
            throw new WrongUsageException("--end and --for exclude each other");
        }
        Instant from = TimeRange.resolve("--start", start, now);
        Instant to = end(from, now);
        if (to != null && !to.isAfter(from)) {
            throw new WrongUsageException("the end must be after the start, was " + to + " <= " + from);
        }
        return new Label(entity.strip(), state, from, to, SourceKind.PERSON.label(), Note.of(note.strip()));
    }

    private @Nullable Instant end(Instant from, Instant now) {
        if (lasted == null) {
            return end == null ? null : TimeRange.resolve("--end", end, now);
        }
        try {
            return from.plus(Durations.parse(lasted));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--for " + e.getMessage());
        }
    }

    private static Recorded recorded(Label label, Instant now) {
        try {
            return new Recorded(LabelKey.of(label), label, SourceKind.PERSON.confidence(), now);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }
}
