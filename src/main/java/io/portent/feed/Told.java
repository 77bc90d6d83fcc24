package io.portent.feed;

import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import java.util.List;
import java.util.Map;

/** What another system told, in this agent's words, and how much of it was left out for which reason. */
public record Told(List<Recorded> labels, List<Intervention> interventions, Map<Ignored, Integer> ignored) {
    public Told {
        labels = List.copyOf(labels);
        interventions = List.copyOf(interventions);
        ignored = Map.copyOf(ignored);
    }
}
