package io.portent.simulate;

import io.portent.health.HealthState;

/**
 * The people on call. They see the objective's state, not the fault; they come 10 to 40 minutes after red, later or not at
 * all for orange, and leave again when it has turned green by itself.
 */
final class Operator {
    private static final long MINUTE = 60_000;
    private static final long ORANGE_PATIENCE = 50 * MINUTE;
    private static final long NOT_COMING = Long.MAX_VALUE;

    private final Shop shop;
    private final FaultInjector faults;
    private final Chance chance;
    private long comesAt = NOT_COMING;
    private boolean pagedRed;

    Operator(Shop shop, FaultInjector faults, Chance chance) {
        this.shop = shop;
        this.faults = faults;
        this.chance = chance.fork("operator");
    }

    void second(long now) {
        HealthState state = shop.slo.state();
        if (state == HealthState.GREEN) {
            comesAt = NOT_COMING;
            pagedRed = false;
        } else if (state == HealthState.RED && !pagedRed) {
            pagedRed = true;
            comesAt = Math.min(comesAt, now + Math.round(chance.between(10, 40) * MINUTE));
        } else if (comesAt == NOT_COMING && !pagedRed && now - shop.slo.since() > ORANGE_PATIENCE) {
            comesAt = now + Math.round(chance.between(5, 30) * MINUTE);
        }
        if (now >= comesAt) {
            faults.mend(now);
            comesAt = state == HealthState.RED ? now + 25 * MINUTE : NOT_COMING;
        }
    }
}
