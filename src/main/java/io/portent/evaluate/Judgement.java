package io.portent.evaluate;

import io.portent.dataset.Horizons;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Moments forecast. */
    public int moments() {
        return parts.stream().mapToInt(Part::moments).sum();
    }
}
