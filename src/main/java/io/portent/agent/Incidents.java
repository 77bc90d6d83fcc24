package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.config.AgentConfig;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.labels.LabelSources;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failures of the past, by what labels say of the time of which the store has windows. */
final class Incidents {
    private final AgentConfig config;
    private final Bundle bundle;

    Incidents(AgentConfig config, Bundle bundle) {
        this.config = config;
        this.bundle = bundle;
    }

    /** When an entity became red. */
    record Incident(String entity, Instant onset) {}

    /**
     * @param from the first one at or after this; null: the last of all
     * @throws NotEnoughException where there is none
     */
    Incident find(Store store, @Nullable Instant from, Instant now) throws IOException {
        List<Incident> all = new ArrayList<>();
        for (WindowReader.Extent extent : store.windowReader().extents()) {
            Instant last = extent.last().plus(bundle.window().length());
            Instant until = Instant.ofEpochMilli(Math.min(last.toEpochMilli(), now.toEpochMilli()));
            if (extent.first().isBefore(until)) {
                HealthHistory health = new LabelSources(
                                config.labels(), bundle.horizons().longest(), store)
                        .history(new TimeSpan(extent.first(), until));
                health.of(extent.entity())
                        .onsets(HealthState.RED, extent.first(), until)
                        .forEach(onset -> all.add(new Incident(extent.entity(), onset)));
            }
        }
        Comparator<Incident> byTime = Comparator.comparing(Incident::onset);
        return (from == null
                        ? all.stream().max(byTime)
                        : all.stream()
                                .filter(one -> !one.onset().isBefore(from))
                                .min(byTime))
                .orElseThrow(() -> new NotEnoughException("no failure " + (from == null ? "" : "from " + from + " on ")
                        + "is labelled red in the time that the store has windows of"));
    }
}
