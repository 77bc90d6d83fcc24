package io.portent.model.engine;

import io.portent.model.NetworkKind;

/**
 * What a network looks like, and where its weights lie in DL4J's flat vector:
 *
 * <pre>
 *   layer 0: W [gates*units][inputs]   R [gates*units][units]   b [gates*units]
 *   layer 1: ...
 *   output:  V [outputs][units (+ features, for hazards)]       c [outputs]
 * </pre>
 *
 * <p>DL4J speaks of the transposed matrices in column-major order, which are the same bytes.
 *
 * @param features values per step
 * @param units hidden units per layer
 * @param layers recurrent layers
 * @param outputs chances per step
 */
public record Shape(NetworkKind kind, int features, int units, int layers, int outputs, Answers answers) {
    public Shape {
        if (features < 1 || units < 1 || layers < 1 || outputs < 1) {
            throw new IllegalArgumentException("features, units, layers and outputs must be >= 1, were " + features
                    + ", " + units + ", " + layers + ", " + outputs);
        }
        double rows = (double) gates(kind) * units;
        double all = rows * (features + units + 1.0)
                + (layers - 1) * rows * (2.0 * units + 1)
                + outputs * (units + features + 1.0);
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(layers + " layers of " + units + " units are more than "
                    + Integer.MAX_VALUE + " weights, which no array holds");
        }
    }

    /** Pre-activations per unit. */
    int gates() {
        return gates(kind);
    }

    private static int gates(NetworkKind kind) {
        return switch (kind) {
            case SIMPLE_RNN -> 1;
            case GRU -> 3;
            case LSTM -> 4;
        };
    }

    /** Values per unit that are carried from step to step. */
    int memories() {
        return kind == NetworkKind.LSTM ? 2 : 1;
    }

    /** Values that the layer below gives at each step. */
    public int inputs(int layer) {
        return layer == 0 ? features : units;
    }

    /** Where the weights of a layer begin; of the output, for {@code layer == layers}. */
    public int start(int layer) {
        int start = 0;
        for (int i = 0; i < layer; i++) {
            start += gates() * units * (inputs(i) + units + 1);
        }
        return start;
    }

    /** Values that the output reads. */
    public int outputInputs() {
        return answers == Answers.HAZARDS ? units + features : units;
    }

    /** All weights. */
    public int weights() {
        return start(layers) + outputs * (outputInputs() + 1);
    }
}
