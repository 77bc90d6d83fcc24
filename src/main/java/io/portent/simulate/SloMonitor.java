package io.portent.simulate;

import io.portent.health.HealthState;
import java.util.ArrayList;
import java.util.List;

/**
 * What the shop's service level objective says, seen from outside: the share of requests that failed or took longer than
 * {@link #SLOW_MILLIS} over the last two minutes. It knows nothing of faults.
 *
 * <p>A state is entered at once and left only when the share has stayed below its lower limit for six minutes; without that
 * a single bad spell would be cut into many.
 */
final class SloMonitor {
    static final long SLOW_MILLIS = 1_500;
    static final long STEP_MILLIS = 10_000;
    private static final int STEPS = 12;
    private static final int CALM_STEPS = 36;
    private static final int ENOUGH = 30;
    private static final double ORANGE_FROM = 0.06;
    private static final double ORANGE_UNTIL = 0.03;
    private static final double RED_FROM = 0.25;
    private static final double RED_UNTIL = 0.12;

    /** One unbroken state, [start, end). */
    record Interval(HealthState state, long start, long end) {}

    private final int[] total = new int[STEPS];
    private final int[] bad = new int[STEPS];
    private final List<Interval> intervals = new ArrayList<>();
    private int slot;
    private int sumTotal;
    private int sumBad;
    private int calm;
    private HealthState state = HealthState.GREEN;
    private long since;

    void saw(boolean wasBad) {
        total[slot]++;
        sumTotal++;
        if (wasBad) {
            bad[slot]++;
            sumBad++;
        }
    }

    /** The end of a step. */
    void step(long now) {
        judge(now);
        slot = (slot + 1) % STEPS;
        sumTotal -= total[slot];
        sumBad -= bad[slot];
        total[slot] = 0;
        bad[slot] = 0;
    }

    private void judge(long now) {
        if (sumTotal < ENOUGH) {
            return;
        }
        double share = (double) sumBad / sumTotal;
        HealthState seen =
                share >= RED_FROM ? HealthState.RED : share >= ORANGE_FROM ? HealthState.ORANGE : HealthState.GREEN;
        if (seen.compareTo(state) > 0) {
            enter(seen, now);
            return;
        }
        boolean better =
                state == HealthState.RED ? share < RED_UNTIL : state == HealthState.ORANGE && share < ORANGE_UNTIL;
        calm = better ? calm + 1 : 0;
        if (calm >= CALM_STEPS) {
            enter(share < ORANGE_UNTIL ? HealthState.GREEN : HealthState.ORANGE, now);
        }
    }

    private void enter(HealthState next, long now) {
        close(now);
        state = next;
        since = now;
        calm = 0;
    }

    /** Ends what is still open; call once, at the end of the simulation. */
    void close(long now) {
        if (state != HealthState.GREEN && now > since) {
            intervals.add(new Interval(state, since, now));
        }
    }

    HealthState state() {
        return state;
    }

    long since() {
        return since;
    }

    /** The orange and red intervals so far, in order of time. */
    List<Interval> intervals() {
        return List.copyOf(intervals);
    }
}
