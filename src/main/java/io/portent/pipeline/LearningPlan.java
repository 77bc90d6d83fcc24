package io.portent.pipeline;

import io.portent.dataset.Horizons;
import io.portent.evaluate.AlarmBudget;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkKind;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.util.List;

/**
 * How to learn.
 *
 * @param model of the networks; its kind is that of the first of {@code networks}
 * @param networks one: it is trained, whatever baselines could do; several: the training span decides between them and the
 *     baselines
 * @param features upper bound of the size of what is read of a window
 * @param past spans over which the entity's own onsets are counted, rising; empty: the past is not looked at
 */
public record LearningPlan(
        WindowSpec window,
        Horizons horizons,
        ModelSpec model,
        List<NetworkKind> networks,
        AlarmBudget budget,
        int features,
        List<Duration> past) {
    public LearningPlan {
        networks = List.copyOf(networks);
        past = List.copyOf(past);
        if (networks.isEmpty() || networks.get(0) != model.network()) {
            throw new IllegalArgumentException(
                    "the model's kind must be the first of the networks, was " + model.network() + " of " + networks);
        }
    }

    boolean isContested() {
        return networks.size() > 1;
    }
}
