package io.portent.evaluate;

import io.portent.dataset.Horizons;
import io.portent.health.HealthState;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model and the baselines were worth on time that they have not learnt from.
 *
 * @param model that is judged, by its name among the models
 * @param parts of that time, in its order
 * @param verdicts by level, then by horizon
 * @param against the model held against each other one, over all questions
 * @param incidents in the order of time
 */
public record Judgement(
        Horizons horizons,
        String model,
        List<Part> parts,
        List<Verdict> verdicts,
        Map<String, Comparison> against,
        List<Incident> incidents) {
    public Judgement {
        parts = List.copyOf(parts);
        verdicts = List.copyOf(verdicts);
        against = Collections.unmodifiableMap(new LinkedHashMap<>(against));
        incidents = List.copyOf(incidents);
    }

    /**
     * Time that was forecast by models which had seen nothing later than their training.
     *
     * @param trainedUntil neither log nor label of later time was learnt from
     * @param from the first moment that may be asked
     * @param moments forecast
     */
    public record Part(Instant trainedUntil, Instant from, Instant until, int moments) {
        public Part {
            if (from.isBefore(trainedUntil)) {
                throw new IllegalArgumentException(
                        "what is judged must be later than training, was from " + from + " < " + trainedUntil);
            }
        }
    }

    /** The incidents but those of orange that turned red before they ended: a person sees one, and it is the red one. */
    public List<Incident> seen() {
        Map<String, List<Incident>> red = incidents.stream()
                .filter(one -> one.level() == HealthState.RED)
                .collect(Collectors.groupingBy(Incident::entity));
        return incidents.stream()
                .filter(one -> one.level() == HealthState.RED
                        || red.getOrDefault(one.entity(), List.of()).stream().noneMatch(worse -> turned(one, worse)))
                .toList();
    }

    private static boolean turned(Incident orange, Incident red) {
        Instant end = orange.end();
        return !red.onset().isBefore(orange.onset())
                && (end == null || red.onset().isBefore(end));
    }

    /** Moments forecast. */
    public int moments() {
        return parts.stream().mapToInt(Part::moments).sum();
    }
}
