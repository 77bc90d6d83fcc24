package io.portent.simulate;

/** How many requests per second want to be served: quiet before dawn, busy in the evening, busier at the week's end. */
final class Traffic {
    private static final double MEAN_PER_SECOND = 3.6;
    private static final double[] WEEK = {0.92, 0.90, 0.94, 0.97, 1.05, 1.10, 1.16};
    private static final long DAY = 86_400_000L;

    private final Chance chance;
    private final long startEpochMillis;
    private double wander;
    private double perSecond;

    Traffic(Chance chance, long startEpochMillis) {
        this.chance = chance;
        this.startEpochMillis = startEpochMillis;
        minute(0);
    }

    void minute(long now) {
        wander += -wander / 20 + chance.normal() * 0.03;
        perSecond = usualPerSecond(now) * StrictMath.exp(wander);
    }

    /** How many requests a span of whole minutes usually brings. */
    double usualRequests(long from, long millis) {
        double sum = 0;
        for (long at = from; at < from + millis; at += 60_000) {
            sum += usualPerSecond(at) * 60;
        }
        return sum;
    }

    private double usualPerSecond(long now) {
        long epoch = startEpochMillis + now;
        double hour = Math.floorMod(epoch, DAY) / 3_600_000.0;
        // The epoch was a Thursday, Monday comes first in WEEK.
        int weekday = (int) Math.floorMod(Math.floorDiv(epoch, DAY) + 3, 7L);
        double morning = 0.55 * StrictMath.cos((hour - 11.5) / 24 * 4 * StrictMath.PI);
        double evening = 0.75 * StrictMath.cos((hour - 18) / 24 * 2 * StrictMath.PI);
        double rhythm = Math.max(0.22, 1 + evening + morning * 0.35);
        return MEAN_PER_SECOND * rhythm * WEEK[weekday];
    }

    double perSecond() {
        return perSecond;
    }

    long nextGapMillis() {
        return Math.max(1, Math.round(chance.exponential(1000 / perSecond)));
    }
}
