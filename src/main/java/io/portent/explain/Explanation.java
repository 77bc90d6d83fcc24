package io.portent.explain;

import io.portent.health.HealthState;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why a forecast is not green.
 *
 * @param level of which the chance is, or worse
 * @param horizon within which
 * @param without the chance, had none of the causes been there; NaN where there are none
 * @param causes the strongest first
 * @param resembles which past incident it is like; null where past incidents were not looked at
 */
public record Explanation(
        HealthState level,
        Duration horizon,
        double chance,
        double without,
        List<Cause> causes,
        @Nullable Resemblance resembles) {
    public Explanation {
        causes = List.copyOf(causes);
    }

    public Explanation with(@Nullable Resemblance other) {
        return new Explanation(level, horizon, chance, without, causes, other);
    }

    public Explanation with(UnaryOperator<Cause> change) {
        return new Explanation(
                level, horizon, chance, without, causes.stream().map(change).toList(), resembles);
    }
}
