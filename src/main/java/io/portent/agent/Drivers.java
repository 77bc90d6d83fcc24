package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.dataset.Run;
import io.portent.evaluate.Incident;
import io.portent.explain.Candidates;
import io.portent.explain.Explainer;
import io.portent.explain.Explanation;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.Contribution;
import io.portent.model.NetworkFactory;
import io.portent.model.OpenModel;
import io.portent.parse.Template;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What was behind the clearest forecast before an incident, as {@link Contributions} says it. */
final class Drivers {
    private final Bundle bundle;
    private final List<Window> windows;
    private final HealthHistory health;

    /** @param windows that the forecasts were made from */
    Drivers(Bundle bundle, List<Window> windows, HealthHistory health) {
        this.bundle = bundle;
        this.windows = windows;
        this.health = health;
    }

    /** Of incidents that were asked about; each costs up to 42 forecasts. */
    Map<Incident, List<Contribution>> of(List<Incident> incidents, NetworkFactory networks) {
        Map<Incident, List<Contribution>> drivers = new LinkedHashMap<>();
        Map<Incident, List<Window>> seen = seen(incidents);
        Map<String, String> texts = bundle.templates().templates().stream()
                .collect(Collectors.toMap(Template::id, Template::text, (one, other) -> one));
        Candidates candidates = new Candidates(bundle.codec(), id -> texts.getOrDefault(id, id), template -> null);
        Duration longest = bundle.horizons().longest();
        try (OpenModel model = bundle.open(networks)) {
            seen.forEach((incident, own) -> {
                if (own.size() == bundle.spec().dataWindow()) {
                    Explanation why = new Explainer(incident.level(), longest)
                            .of(own, candidates.in(own), others -> chance(model, others, incident.level()));
                    drivers.put(incident, Contributions.of(why));
                }
            });
        }
        return drivers;
    }

    /** The data window of each; one pass, for a window may be decoded each time it is asked for. */
    private Map<Incident, List<Window>> seen(List<Incident> incidents) {
        Map<String, List<Incident>> byEntity = new LinkedHashMap<>();
        Map<Incident, List<Window>> seen = new LinkedHashMap<>();
        for (Incident incident : incidents) {
            byEntity.computeIfAbsent(incident.entity(), entity -> new ArrayList<>())
                    .add(incident);
            seen.put(incident, new ArrayList<>());
        }
        for (Window window : windows) {
            for (Incident incident : byEntity.getOrDefault(window.entity(), List.of())) {
                Instant moment = incident.clearest();
                if (moment != null
                        && !window.end().isAfter(moment)
                        && window.start().isAfter(begin(moment, window))) {
                    Objects.requireNonNull(seen.get(incident)).add(window);
                }
            }
        }
        return seen;
    }

    /** One window more than is read. */
    private Instant begin(Instant moment, Window window) {
        return moment.minus(window.length().multipliedBy(bundle.spec().dataWindow() + 1L));
    }

    /** Of the level or worse within the longest horizon. */
    private double chance(OpenModel network, List<Window> seen, HealthState level) {
        Horizons horizons = bundle.horizons();
        Run run = Run.of(seen).get(0);
        EncodedRun encoded =
                EncodedRun.of(run, bundle.inputs(), health, new HazardTargets(horizons, Instant.MIN), horizons);
        int last = run.size() - 1;
        int at = (HazardTargets.LEVELS.indexOf(level) + 1) * horizons.horizons().size() - 1;
        return network.risks(encoded, last, last + 1)[at];
    }
}
