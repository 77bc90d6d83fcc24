package io.portent.model.engine;

import java.util.List;

/** Kingma and Ba 2015 with their decays of 0.9 and 0.999. Not thread-safe. */
public final class Adam implements Optimizer {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;

    private final float[] means;
    private final float[] squares;
    private final float epsilon;
    private double rate;
    private int steps;

    public Adam(int weights, double rate, double epsilon) {
        this.means = new float[weights];
        this.squares = new float[weights];
        this.rate = rate;
        this.epsilon = (float) epsilon;
    }

    @Override
    public void step(float[] weights, float[] gradient) {
        steps++;
        // Both corrections in one factor, as at the end of section 2 of the paper.
        float far = (float) (rate * Math.sqrt(1 - Math.pow(SECOND, steps)) / (1 - Math.pow(FIRST, steps)));
        float first = (float) FIRST;
        float second = (float) SECOND;
        float least = epsilon;
        for (int i = 0; i < weights.length; i++) {
            float g = gradient[i];
            float mean = first * means[i] + (1 - first) * g;
            float square = second * squares[i] + (1 - second) * g * g;
            means[i] = mean;
            squares[i] = square;
            weights[i] -= far * mean / ((float) Math.sqrt(square) + least);
        }
    }

    @Override
    public void rate(double other) {
        rate = other;
    }

    @Override
    public List<float[]> state() {
        return List.of(means.clone(), squares.clone(), new float[] {steps});
    }

    @Override
    public void state(List<float[]> gathered) {
        System.arraycopy(gathered.get(0), 0, means, 0, means.length);
        System.arraycopy(gathered.get(1), 0, squares, 0, squares.length);
        steps = (int) gathered.get(2)[0];
    }
}
