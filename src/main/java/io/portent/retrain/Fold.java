package io.portent.retrain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A part of the history that is forecast by a model which has learnt from what came before it alone.
 *
 * <pre>
 *   since        learnt until      from                until
 *     |--- learnt ----|---- gap ----|----- forecast -----|         the moments in (from, until]
 * </pre>
 *
 * The gap is before the part and not within it, so that the parts are without a hole between them.
 */
public record Fold(Instant learntUntil, Instant from, Instant until) {
    public Fold {
        if (learntUntil.isAfter(from)) {
            throw new IllegalArgumentException("learntUntil must be <= from, was " + learntUntil + " > " + from);
        }
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("from must be < until, was " + from + " >= " + until);
        }
    }

    /**
     * Cuts a history into as many parts of equal length and one more, the first: it is only learnt from. By times alone;
     * whether there is enough to learn from is not asked. Fewer parts where windows are too few for as many.
     *
     * @param gap what a model must not have seen before its part
     * @param window the last boundary of windows at or before a time
     */
    public static List<Fold> of(Instant since, Instant until, int parts, Duration gap, UnaryOperator<Instant> window) {
        if (parts < 1) {
            throw new IllegalArgumentException("parts must be >= 1, was " + parts);
        }
        Duration span = Duration.between(since, until);
        List<Fold> folds = new ArrayList<>();
        Instant from = window.apply(since.plus(span.dividedBy(parts + 1L)));
        for (int part = 1; part <= parts; part++) {
            Instant end = part == parts
                    ? until
                    : window.apply(since.plus(span.multipliedBy(part + 1L).dividedBy(parts + 1L)));
            if (from.isBefore(end)) {
                folds.add(new Fold(window.apply(from.minus(gap)), from, end));
                from = end;
            }
        }
        return folds;
    }
}
