package io.portent.model.engine;

import java.util.List;

/**
 * Duchi, Hazan and Singer 2011, as min-char-rnn has it: {@code m += g g;  w -= rate g / sqrt(m + epsilon)}, all of it per weight. Not
 * thread-safe.
 */
public final class AdaGrad implements Optimizer {
    private final float[] sums;
    private final float epsilon;
    private float rate;

    public AdaGrad(int weights, double rate, double epsilon) {
        this.sums = new float[weights];
        this.rate = (float) rate;
        this.epsilon = (float) epsilon;
    }

    @Override
    public void step(float[] weights, float[] gradient) {
        float far = rate;
        float least = epsilon;
        float[] all = sums;
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            float sum = all[i] + g * g;
            all[i] = sum;
            weights[i] -= far * g / (float) Math.sqrt(sum + least);
        }
    }

    @Override
    public void rate(double other) {
        rate = (float) other;
    }

    @Override
    public List<float[]> state() {
        return List.of(sums.clone());
    }

    @Override
    public void state(List<float[]> gathered) {
        System.arraycopy(gathered.get(0), 0, sums, 0, sums.length);
    }
}
