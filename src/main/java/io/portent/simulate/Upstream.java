package io.portent.simulate;

/**
 * The payment provider: a queue with a capacity that we do not control. A brown-out takes capacity away; our own retries
 * then bring the load that keeps it down.
 *
 * <pre>
 *   latency = unloaded * day / (1 - load/capacity)
 * </pre>
 */
final class Upstream {
    static final long TIMEOUT_MILLIS = 2_000;
    static final int ATTEMPTS = 3;
    private static final double CAPACITY_PER_SECOND = 13;
    private static final double UNLOADED_MILLIS = 230;
    /** Of a provider without capacity, how many calls meet a node that is about to go, and how much slower that one is. */
    private static final double AILING = 0.10;

    private static final double AILING_COST = 6.5;

    /** How one call ended. */
    enum Answer {
        ACCEPTED,
        DECLINED,
        UNAVAILABLE,
        TIMED_OUT
    }

    private final Chance chance;
    private double day = 1;
    private double wander;
    private double brownOut = 1;
    private double hiccup;
    private double loadPerSecond;
    private int callsThisSecond;
    private double millisOfCall;

    Upstream(Chance chance) {
        this.chance = chance;
    }

    /** Some days the provider is slower than on others, for reasons of its own. */
    void newDay() {
        day = Math.min(1.9, chance.logNormal(1, 0.22));
    }

    void second() {
        loadPerSecond += (callsThisSecond - loadPerSecond) / 15.0;
        callsThisSecond = 0;
        wander += -wander / 300 + chance.normal() * 0.012;
    }

    /** The share of its capacity that a brown-out leaves, in (0, 1]. */
    void brownOut(double left) {
        brownOut = left;
    }

    /** For a minute or two so many calls fail at once, in [0, 1], and the others are slow; 0 ends it. */
    void hiccup(double failing) {
        hiccup = failing;
    }

    double utilisation() {
        double capacity = CAPACITY_PER_SECOND * brownOut * StrictMath.exp(wander);
        return loadPerSecond / capacity;
    }

    /** One call; {@link #millisOfCall()} then says how long it takes. */
    Answer call() {
        callsThisSecond++;
        double utilisation = utilisation();
        double room = Math.max(0.04, 1 - utilisation);
        double missing = 1 - brownOut;
        double slower = (1 + 2 * hiccup) * (1 + 0.6 * missing);
        if (chance.happens(AILING * missing * missing + 0.15 * hiccup)) {
            slower *= AILING_COST;
        }
        millisOfCall = chance.logNormal(UNLOADED_MILLIS * day * slower / room, 0.35);
        if (millisOfCall > TIMEOUT_MILLIS) {
            millisOfCall = TIMEOUT_MILLIS;
            return Answer.TIMED_OUT;
        }
        double unavailable = 0.004 + hiccup + 0.35 * Math.max(0, Math.min(1, utilisation - 0.75));
        if (chance.happens(unavailable)) {
            return Answer.UNAVAILABLE;
        }
        return chance.happens(0.012) ? Answer.DECLINED : Answer.ACCEPTED;
    }

    double millisOfCall() {
        return millisOfCall;
    }
}
