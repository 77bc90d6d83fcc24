package io.portent.rule;

import io.portent.health.HealthState;
import java.time.Duration;

/**
 * Calls an entity bad while a condition holds.
 *
 * @param state orange or red
 * @param holding speaks only once the condition has held for so long; the label then begins where the condition did
 * @param confidence of its labels, in [0, 1]
 */
public record LabelRule(HealthState state, Duration holding, double confidence, Condition condition) {
    public LabelRule {
        if (state == HealthState.GREEN) {
            throw new IllegalArgumentException("state must be orange or red, was green");
        }
        if (holding.isNegative()) {
            throw new IllegalArgumentException("for must be >= 0, was " + holding);
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], was " + confidence);
        }
    }

    /** How long a run of windows must be for a label. */
    Duration needed() {
        return condition instanceof Condition.Silence silence && silence.least().compareTo(holding) > 0
                ? silence.least()
                : holding;
    }
}
