package io.portent.rule;

import io.portent.health.Label;
import io.portent.health.Statement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long one rule's condition has held for one entity without a break. Not thread-safe; owned by {@link RuleLabels}. */
final class RuleRun {
    private final LabelRule rule;
    private @Nullable Instant start;
    private Instant end = Instant.MIN;

    RuleRun(LabelRule rule) {
        this.rule = rule;
    }

    LabelRule rule() {
        return rule;
    }

    boolean stands() {
        return start != null;
    }

    void extend(Instant from, Instant to) {
        start = start == null ? from : start;
        end = to;
    }

    void stop() {
        start = null;
    }

    /** What the run amounts to so far; null while it is too short. */
    @Nullable
    Statement statement(String entity, Duration beyond) {
        Instant from = start;
        if (from == null || Duration.between(from, end).compareTo(rule.needed()) < 0) {
            return null;
        }
        String key = rule.condition().key();
        Label label = new Label(entity, rule.state(), from, end.plus(beyond), "rule:" + key, "");
        return new Statement(label, rule.confidence());
    }
}
