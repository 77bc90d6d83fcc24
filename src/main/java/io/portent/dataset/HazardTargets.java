package io.portent.dataset;

import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network should have answered at one moment, as discrete-time hazards: output {@code level * buckets + bucket} is
 * the chance that the level's onset falls in the bucket, given that it has not come before (Singer and Willett 1993).
 * Levels are 0: orange or worse, 1: red.
 *
 * <p>Not at risk, and so masked: everything while the entity is at the level already; every bucket behind the onset; every
 * bucket that the labels do not cover to its end (even if an onset is known in its covered part: counting the onsets of such
 * buckets and not their quiet twins would teach too high a chance); everything where the state at the moment is unknown;
 * and every bucket that had not ended when the labels were read.
 *
 * <p>Masked as well is what touches unsure time (doubted labels, and what followed an intervention): a moment within it, and
 * every bucket that reaches into it, unless the onset came before.
 */
public final class HazardTargets {
    /** Levels in output order. */
    public static final List<HealthState> LEVELS = List.of(HealthState.ORANGE, HealthState.RED);

    private final Horizons horizons;
    private final Instant knownUntil;

    /** @param knownUntil labels are taken as if read at this time */
    public HazardTargets(Horizons horizons, Instant knownUntil) {
        this.horizons = horizons;
        this.knownUntil = knownUntil;
    }

    /** Outputs per time step. */
    public static int outputs(Horizons horizons) {
        return LEVELS.size() * horizons.buckets();
    }

    /**
     * Writes one moment's targets and mask.
     *
     * @param target receives 0 or 1
     * @param mask receives 1 where the target counts, else 0; where it is 0 so is the target
     */
    void write(Timeline timeline, Instant moment, float[] target, float[] mask, int offset) {
        HealthState now = state(timeline, moment);
        for (int level = 0; level < LEVELS.size(); level++) {
            int from = offset + level * horizons.buckets();
            if (now != null && !now.atLeast(LEVELS.get(level))) {
                writeLevel(timeline, LEVELS.get(level), moment, target, mask, from);
            }
        }
    }

    /** The state at the moment; null where nobody tells, or where it is doubtful. */
    static @Nullable HealthState state(Timeline timeline, Instant moment) {
        return timeline.unsure(moment) ? null : timeline.at(moment);
    }

    private static boolean isDoubtful(Timeline timeline, @Nullable Instant onset, Instant moment, Instant end) {
        Instant unsure = timeline.firstUnsure(moment, end);
        return unsure != null && (onset == null || !onset.isBefore(unsure));
    }

    private void writeLevel(
            Timeline timeline, HealthState level, Instant moment, float[] target, float[] mask, int from) {
        Instant onset = timeline.onset(level, moment, moment.plus(horizons.longest()));
        List<Duration> edges = horizons.edges();
        for (int bucket = 0; bucket + 1 < edges.size(); bucket++) {
            Instant end = moment.plus(edges.get(bucket + 1));
            if (end.isAfter(knownUntil) || !timeline.covers(moment, end) || isDoubtful(timeline, onset, moment, end)) {
                return;
            }
            mask[from + bucket] = 1;
            if (onset != null && !onset.isAfter(end)) {
                target[from + bucket] = 1;
                return;
            }
        }
    }

    /**
     * Writes what one moment's questions came to, [level][horizon] as {@link Hazards#outcome}. Not to be had from targets and
     * masks: those stop at the first onset, while a horizon counts only if the labels cover all of it.
     */
    void writeOutcomes(Timeline timeline, Instant moment, byte[] outcomes, int offset) {
        int at = offset;
        for (HealthState level : LEVELS) {
            for (Duration horizon : horizons.horizons()) {
                outcomes[at++] = outcome(timeline, moment, level, moment.plus(horizon));
            }
        }
    }

    private byte outcome(Timeline timeline, Instant moment, HealthState level, Instant end) {
        HealthState now = state(timeline, moment);
        if (now == null || now.atLeast(level) || end.isAfter(knownUntil) || !timeline.covers(moment, end)) {
            return -1;
        }
        Instant onset = timeline.onset(level, moment.plus(horizons.warning()), end);
        if (isDoubtful(timeline, onset, moment, end)) {
            return -1;
        }
        return (byte) (onset != null ? 1 : 0);
    }
}
