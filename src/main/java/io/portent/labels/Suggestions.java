package io.portent.labels;

import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.health.Trust;
import io.portent.rule.Incident;
import io.portent.rule.IncidentFinder;
import io.portent.rule.RuleLabels;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Incidents that the stored windows look like and nobody has labelled, for a person to judge. */
public final class Suggestions {
    private final Store store;
    private final LabelSources sources;
    private final Trust trust;

    public Suggestions(Store store, LabelSources sources, Trust trust) {
        this.store = store;
        this.sources = sources;
        this.trust = trust;
    }

    /** An incident, and the label that would propose it. */
    public record Suggestion(Incident incident, Label label) {
        public String key() {
            return LabelKey.of(label);
        }
    }

    /**
     * Incidents that begin within the span and touch nothing that is labelled as bad or that a person has spoken of. One that
     * is suggested already is among them if it is the same.
     *
     * @throws IOException if a label file cannot be read
     */
    public List<Suggestion> within(TimeSpan span) throws IOException {
        TimeSpan read = new TimeSpan(StoredHealth.earlier(span.from(), RuleLabels.LOOK_BACK), span.until());
        IncidentFinder finder = new IncidentFinder(TemplateTexts.of(store));
        store.windowReader().windows(null, read, finder::learn);
        store.windowReader().windows(null, read, finder::look);
        List<Label> known = known(read);
        List<Suggestion> fresh = new ArrayList<>();
        for (Incident incident : finder.incidents()) {
            Suggestion suggestion = new Suggestion(incident, label(incident));
            if (span.contains(incident.start())
                    && known.stream().noneMatch(label -> overlap(label, suggestion.label()))) {
                fresh.add(suggestion);
            }
        }
        return fresh;
    }

    /** As the store is told: of so little confidence that it only casts doubt. */
    public List<Recorded> recorded(List<Suggestion> suggestions, Instant now) {
        double confidence = Math.min(SourceKind.SUGGESTION.confidence(), trust.leastConfidence() / 2);
        return suggestions.stream()
                .map(one -> new Recorded(one.key(), one.label(), confidence, Instant.ofEpochMilli(now.toEpochMilli())))
                .toList();
    }

    private static Label label(Incident incident) {
        String signs =
                incident.signs().stream().sorted().map(Incident.Sign::word).collect(Collectors.joining(" and "));
        String note = signs
                + (incident.signs().contains(Incident.Sign.ERRORS)
                        ? ": up to " + incident.peakErrors() + " in a window, usually " + incident.usualErrors()
                        : "");
        return new Label(
                incident.entity(),
                incident.state(),
                incident.start(),
                incident.end(),
                SourceKind.SUGGESTION.label(),
                note);
    }

    private List<Label> known(TimeSpan span) throws IOException {
        List<Label> known = new ArrayList<>();
        for (Label label : sources.history(span).labels()) {
            if (label.state() != HealthState.GREEN || SourceKind.of(label.source()) == SourceKind.PERSON) {
                known.add(label);
            }
        }
        for (Recorded recorded : store.labels().labels(span)) {
            if (SourceKind.of(recorded.label().source()) == SourceKind.SUGGESTION) {
                known.add(recorded.label());
            }
        }
        return known;
    }

    /** The same suggestion is not in its own way. */
    private static boolean overlap(Label known, Label suggested) {
        Instant knownEnd = known.end();
        Instant end = suggested.end();
        boolean concerned = known.entity().isEmpty() || known.entity().equals(suggested.entity());
        return concerned
                && !LabelKey.of(known).equals(LabelKey.of(suggested))
                && (knownEnd == null || knownEnd.isAfter(suggested.start()))
                && (end == null || known.start().isBefore(end));
    }
}
