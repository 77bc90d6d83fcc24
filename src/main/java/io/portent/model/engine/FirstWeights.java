package io.portent.model.engine;

import io.portent.model.CellKind;
import java.util.Arrays;
import java.util.Random;

/** Weights to begin from. */
public final class FirstWeights {
    private FirstWeights() {}

    /** All from a normal distribution of this width, biases zero: as min-char-rnn begins, with a width of 0.01. */
    public static float[] normal(Shape shape, double width, long seed) {
        float[] weights = new float[shape.weights()];
        Random random = new Random(seed);
        for (int layer = 0; layer < shape.layers(); layer++) {
            int n = shape.gates() * shape.units() * (shape.inputs(layer) + shape.units());
            for (int way = 0; way < shape.ways(); way++) {
                fill(weights, shape.start(layer) + way * shape.wayWeights(layer), n, width, random);
            }
        }
        fill(weights, shape.start(shape.layers()), shape.outputs() * shape.outputInputs(), width, random);
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
            for (int way = 0; way < shape.ways(); way++) {
                int start = shape.start(layer) + way * shape.wayWeights(layer);
                int rows = shape.gates() * units;
                int inputs = shape.inputs(layer);
                fill(weights, start, rows * inputs, width(inputs + units), random);
                fill(weights, start + rows * inputs, rows * units, width(2 * units), random);
                if (shape.kind().cell() == CellKind.LSTM) {
                    int forget = start + rows * (inputs + units) + units;
                    Arrays.fill(weights, forget, forget + units, 1);
                }
            }
        }
        int columns = shape.outputInputs();
        int start = shape.start(shape.layers());
        fill(weights, start, shape.outputs() * columns, width(columns + shape.outputs()), random);
        return weights;
    }

    private static double width(int fans) {
        return Math.sqrt(2.0 / fans);
    }

    private static void fill(float[] weights, int from, int n, double width, Random random) {
        for (int i = from; i < from + n; i++) {
            weights[i] = (float) (width * random.nextGaussian());
        }
    }
}
