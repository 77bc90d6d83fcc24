package io.portent.simulate;

/**
 * A heap with a generational collector. All sizes in MB, pauses in milliseconds.
 *
 * <pre>
 *   |---- live ----|-- garbage --|-- young (fills, is collected) --|      MAX
 *   |------------- old ----------|
 * </pre>
 *
 * The more is live, the smaller the young generation, the more often it is collected and the longer each pause: that is how
 * a leak shows long before memory is out.
 */
final class Heap {
    static final double MAX_MB = 1024;
    private static final double BASE_LIVE_MB = 270;
    private static final double YOUNG_MB = 260;
    private static final double MIXED_AT = 0.68;
    private static final double FULL_AT = 0.90;
    /** Below this much room after a full collection nothing can be allocated. */
    private static final double EXHAUSTED_MB = 14;

    /** What the last allocation led to. */
    enum Collection {
        NONE,
        YOUNG,
        MIXED,
        FULL,
        EXHAUSTED
    }

    private final Chance chance;
    private double leakedMb;
    private double stormMb;
    private double sessionsMb;
    private double garbageMb;
    private double youngMb;
    private double pauseMillis;
    private double beforeMb;
    private long pausedUntil;
    private int collections;

    Heap(Chance chance) {
        this.chance = chance;
    }

    void reset() {
        leakedMb = 0;
        garbageMb = 0;
        youngMb = 0;
        pausedUntil = 0;
        collections = 0;
    }

    /** Live memory of open sessions follows the traffic. */
    void sessions(double mb) {
        sessionsMb = mb;
    }

    void storm(double mb) {
        stormMb = mb;
    }

    void leak(double mb) {
        leakedMb = Math.min(leakedMb + mb, MAX_MB - BASE_LIVE_MB - sessionsMb - 4);
    }

    /** The leaking cache is emptied. */
    void dropLeak() {
        leakedMb = 0;
    }

    Collection allocate(double mb, long now) {
        youngMb += mb;
        double capacity = Math.max(6, Math.min(YOUNG_MB, (MAX_MB - old()) * 0.6));
        if (youngMb < capacity) {
            return Collection.NONE;
        }
        beforeMb = Math.min(MAX_MB, old() + youngMb);
        garbageMb += youngMb * (0.03 + 0.05 * chance.unit());
        youngMb = 0;
        collections++;
        Collection kind = collect();
        pausedUntil = now + Math.round(pauseMillis);
        return kind;
    }

    private Collection collect() {
        double noise = chance.logNormal(1, 0.25);
        if (old() > FULL_AT * MAX_MB) {
            garbageMb = 0;
            pauseMillis = (180 + 1.9 * live()) * noise;
            return MAX_MB - live() < EXHAUSTED_MB ? Collection.EXHAUSTED : Collection.FULL;
        }
        if (old() > MIXED_AT * MAX_MB) {
            garbageMb *= 0.3;
            pauseMillis = (30 + 1.1 * Math.max(0, live() - 600)) * noise;
            return Collection.MIXED;
        }
        pauseMillis = (5 + 0.03 * live()) * noise;
        return Collection.YOUNG;
    }

    private double live() {
        return Math.min(MAX_MB - 4, BASE_LIVE_MB + leakedMb + stormMb + sessionsMb);
    }

    private double old() {
        return Math.min(MAX_MB, live() + garbageMb);
    }

    /** While the collector stops the world nothing moves but the clock. */
    long pausedUntil() {
        return pausedUntil;
    }

    double pauseMillis() {
        return pauseMillis;
    }

    double beforeMb() {
        return beforeMb;
    }

    double usedMb() {
        return Math.min(MAX_MB, old() + youngMb);
    }

    /** What the last collection left. */
    double oldMb() {
        return old();
    }

    int collections() {
        return collections;
    }
}
