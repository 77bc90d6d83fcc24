package io.portent.model;

import io.portent.dataset.EncodedRun;

/**
 * Two models whose log odds are averaged. A network and logistic regression err at different moments: the one has learnt from few
 * onsets what the order of things means, the other has summed up an hour.
 */
public record Blend(HazardModel first, HazardModel second) implements HazardModel {
    @Override
    public float[] hazards(EncodedRun run, int from, int to) {
        return mean(first.hazards(run, from, to), second.hazards(run, from, to));
    }

    /**
     * The blend of hazards that were said before.
     *
     * @return NaN where either is
     */
    public static float[] mean(float[] first, float[] second) {
        float[] mean = new float[first.length];
        for (int i = 0; i < mean.length; i++) {
            double odds = (HazardMap.logOdds(first[i]) + HazardMap.logOdds(second[i])) / 2;
            mean[i] = (float) (1 / (1 + Math.exp(-odds)));
        }
        return mean;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
