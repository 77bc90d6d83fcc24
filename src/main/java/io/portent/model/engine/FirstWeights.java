package io.portent.model.engine;

import io.portent.model.NetworkKind;
import java.util.Random;

/** Weights to begin from. */
public final class FirstWeights {
    private FirstWeights() {}

    /** All from a normal distribution of this width, biases zero: as min-char-rnn begins, with a width of 0.01. */
    public static float[] normal(Shape shape, double width, long seed) {
        float[] weights = new float[shape.weights()];
        Random random = new Random(seed);
        for (int layer = 0; layer <= shape.layers(); layer++) {
            int rows = layer < shape.layers() ? shape.gates() * shape.units() : shape.outputs();
            int columns = layer < shape.layers() ? shape.inputs(layer) + shape.units() : shape.outputInputs();
            int start = shape.start(layer);
            for (int i = start; i < start + rows * columns; i++) {
                weights[i] = (float) (width * random.nextGaussian());
            }
        }
        return weights;
    }

    /**
     * Of a width by the number of values that go into a unit and come out of it (Glorot and Bengio 2010); LSTM's forget gates begin open
     * (Jozefowicz et al. 2015).
     */
    public static float[] byFan(Shape shape, long seed) {
        float[] weights = new float[shape.weights()];
        Random random = new Random(seed);
        int units = shape.units();
        for (int layer = 0; layer < shape.layers(); layer++) {
            int start = shape.start(layer);
            int rows = shape.gates() * units;
            int inputs = shape.inputs(layer);
            fill(weights, start, rows * inputs, inputs + units, random);
            fill(weights, start + rows * inputs, rows * units, 2 * units, random);
            if (shape.kind() == NetworkKind.LSTM) {
                int forget = start + rows * (inputs + units) + units;
                java.util.Arrays.fill(weights, forget, forget + units, 1);
            }
        }
        int start = shape.start(shape.layers());
        int columns = shape.outputInputs();
        fill(weights, start, shape.outputs() * columns, columns + shape.outputs(), random);
        return weights;
    }

    private static void fill(float[] weights, int from, int n, int fans, Random random) {
        double width = Math.sqrt(2.0 / fans);
        for (int i = from; i < from + n; i++) {
            weights[i] = (float) (width * random.nextGaussian());
        }
    }
}
