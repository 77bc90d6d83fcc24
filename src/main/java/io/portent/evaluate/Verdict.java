package io.portent.evaluate;

import io.portent.health.HealthState;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How models answered one kind of question.
 *
 * @param models by name, the one that is judged first
 * @param blocks of time that were resampled
 */
public record Verdict(HealthState level, Duration horizon, Map<String, Assessment> models, int blocks) {
    public Verdict {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a verdict is on at least one model");
        }
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /** The model that is judged. */
    public Assessment own() {
        return models.values().iterator().next();
    }

    /** Whether anything can be said: an onset followed some moments and not others. */
    public boolean scored() {
        Score score = own().score();
        return score.positives() > 0 && score.positives() < score.questions();
    }
}
