package io.portent.model.dl4j;

import java.util.function.ToDoubleFunction;

/**
 * The formulas of {@link GruLayer} in double precision, one loop after the other, on weights as a network's file has them:
 * W as rows [3 units][features], R as rows [3 units][units], then the bias; the gates in the order r, u, c.
 */
final class PlainGru {
    private static final double STEP = 1e-5;

    private final int features;
    private final int units;
    private final double[] weights;

    PlainGru(int features, int units, double[] weights) {
        this.features = features;
        this.units = units;
        this.weights = weights;
    }

    static int weights(int features, int units) {
        return 3 * units * (features + units + 1);
    }

    /**
     * @param inputs [step][feature]
     * @param mask by step; a masked step leaves the state as it is
     * @return [step][unit]; not masked
     */
    double[][] states(double[][] inputs, double[] mask, double[] start) {
        double[][] states = new double[inputs.length][];
        double[] before = start;
        for (int step = 0; step < inputs.length; step++) {
            states[step] = mask[step] == 0 ? before : next(inputs[step], before);
            before = states[step];
        }
        return states;
    }

    private double[] next(double[] input, double[] before) {
        double[] after = new double[units];
        for (int unit = 0; unit < units; unit++) {
            double reset = sigmoid(fromInput(unit, input) + fromState(unit, before));
            double update = sigmoid(fromInput(units + unit, input) + fromState(units + unit, before));
            double candidate =
                    Math.tanh(fromInput(2 * units + unit, input) + reset * fromState(2 * units + unit, before));
            after[unit] = update * before[unit] + (1 - update) * candidate;
        }
        return after;
    }

    private double fromInput(int row, double[] input) {
        double sum = weights[3 * units * (features + units) + row];
        for (int i = 0; i < features; i++) {
            sum += weights[row * features + i] * input[i];
        }
        return sum;
    }

    private double fromState(int row, double[] before) {
        double sum = 0;
        for (int i = 0; i < units; i++) {
            sum += weights[3 * units * features + row * units + i] * before[i];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** By central differences. */
    static double[] gradient(double[] at, ToDoubleFunction<double[]> function) {
        double[] gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double[] moved = at.clone();
            moved[i] = at[i] + STEP;
            double above = function.applyAsDouble(moved);
            moved[i] = at[i] - STEP;
            gradient[i] = (above - function.applyAsDouble(moved)) / (2 * STEP);
        }
        return gradient;
    }
}
