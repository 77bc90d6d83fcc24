package io.portent.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entity's labelled health. Where labels overlap the worst state wins. Immutable. */
public final class Timeline {
    private final Intervals covered;
    private final Intervals orange;
    private final Intervals red;

    Timeline(List<Label> labels, @Nullable HealthState unlabelled) {
        this.red = atLeast(labels, HealthState.RED, unlabelled);
        this.orange = atLeast(labels, HealthState.ORANGE, unlabelled);
        this.covered = unlabelled != null ? Intervals.always() : Intervals.of(labels);
    }

    private static Intervals atLeast(List<Label> labels, HealthState level, @Nullable HealthState unlabelled) {
        if (unlabelled != null && unlabelled.atLeast(level)) {
            throw new IllegalArgumentException("unlabelled time can be green or unknown, was " + unlabelled);
        }
        List<Label> bad = new ArrayList<>(labels);
        bad.removeIf(label -> !label.state().atLeast(level));
        return Intervals.of(bad);
    }

    private Intervals bad(HealthState level) {
        return switch (level) {
            case RED -> red;
            case ORANGE -> orange;
            case GREEN -> throw new IllegalArgumentException("green is never entered as a worse state");
        };
    }

    /** The state at this time; null where no label tells. */
    public @Nullable HealthState at(Instant time) {
        if (red.contain(time)) {
            return HealthState.RED;
        }
        if (orange.contain(time)) {
            return HealthState.ORANGE;
        }
        return covered.contain(time) ? HealthState.GREEN : null;
    }

    /** Whether the state is known all through [from, to). */
    public boolean covers(Instant from, Instant to) {
        return covered.cover(from, to);
    }

    /** When the entity first enters the level (or worse) in (after, upTo]; null if it does not. */
    public @Nullable Instant onset(HealthState level, Instant after, Instant upTo) {
        return bad(level).firstStart(after, upTo);
    }

    /** All onsets of the level in [from, to]. */
    public List<Instant> onsets(HealthState level, Instant from, Instant to) {
        return bad(level).startsIn(from, to);
    }
}
