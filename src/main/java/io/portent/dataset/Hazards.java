package io.portent.dataset;

/** From hazards per bucket to chances per horizon; the inverse of what {@link HazardTargets} writes. */
public final class Hazards {
    private Hazards() {}

    /**
     * Cumulates one moment's hazards: P(onset in (warning, h]) = S(warning) - S(h), with S(bucket) the product of
     * (1 - hazard) up to and including it. Never falls with the horizon, because survival never rises.
     *
     * @param hazards [level][bucket], each in [0, 1]; a mean of floats may be above by a rounding
     * @param risks receives [level][horizon]
     */
    public static void cumulate(Horizons horizons, float[] hazards, int from, float[] risks, int to) {
        int buckets = horizons.buckets();
        int count = horizons.horizons().size();
        for (int level = 0; level < HazardTargets.LEVELS.size(); level++) {
            double survival = 1;
            double begun = 1;
            for (int bucket = 0; bucket < buckets; bucket++) {
                survival *= 1 - Math.min(1, hazards[from + level * buckets + bucket]);
                if (bucket < horizons.firstBucket()) {
                    begun = survival;
                } else {
                    int horizon = bucket - horizons.firstBucket();
                    risks[to + level * count + horizon] = (float) (begun - survival);
                }
            }
        }
    }

    /**
     * What happened, as {@link #cumulate} asks it. A moment counts for a horizon only if the labels cover it to its end, also
     * where an onset is known in its covered part: else the last hour before a hole in the labels would count its
     * failures and not its quiet.
     *
     * @return 1: an onset fell in (warning, horizon]; 0: none did; -1: not at risk or not known
     */
    public static int outcome(EncodedRun run, Horizons horizons, int step, int level, int horizon) {
        int count = horizons.horizons().size();
        return run.outcome((step * HazardTargets.LEVELS.size() + level) * count + horizon);
    }
}
