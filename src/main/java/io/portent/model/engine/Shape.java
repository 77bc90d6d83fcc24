package io.portent.model.engine;

import io.portent.model.CellKind;
import io.portent.model.NetworkKind;

/**
 * What a network looks like, and where its weights lie in DL4J's flat vector:
 *
 * <pre>
 *   layer 0: W [gates*units][inputs]   R [gates*units][units]   b [gates*units]
 *   layer 1: ...
 *   output:  V [outputs][given (+ features, for hazards)]       c [outputs]
 * </pre>
 *
 * <p>A bidirectional layer has W, R and b of the direction from first to last, then those of the other; what it gives is what the
 * units of both say, in that order.
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
        double ways = kind.bidirectional() ? 2 : 1;
        double rows = ways * gates(kind.cell()) * units;
        double all = rows * (features + units + 1.0)
                + (layers - 1) * rows * ((ways + 1) * units + 1)
                + outputs * (ways * units + features + 1.0);
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(layers + " layers of " + units + " units are more than "
                    + Integer.MAX_VALUE + " weights, which no array holds");
        }
    }

    /** Pre-activations per unit. */
    int gates() {
        return gates(kind.cell());
    }

    private static int gates(CellKind kind) {
        return switch (kind) {
            case SIMPLE_RNN -> 1;
            case GRU -> 3;
            case LSTM -> 4;
        };
    }

    /** Values per unit that are carried from step to step. */
    public int memories() {
        return kind.cell() == CellKind.LSTM ? 2 : 1;
    }

    /** Directions that a layer reads in. */
    int ways() {
        return kind.bidirectional() ? 2 : 1;
    }

    /** Values that a layer gives to the one above it. */
    public int given() {
        return ways() * units;
    }

    /** Values that the layer below gives at each step. */
    public int inputs(int layer) {
        return layer == 0 ? features : given();
    }

    /** Weights of one direction of a layer. */
    int wayWeights(int layer) {
        return gates() * units * (inputs(layer) + units + 1);
    }

    /** Where the weights of a layer begin; of the output, for {@code layer == layers}. */
    public int start(int layer) {
        int start = 0;
        for (int i = 0; i < layer; i++) {
            start += ways() * wayWeights(i);
        }
        return start;
    }

    /** Values that the output reads. */
    public int outputInputs() {
        return answers == Answers.HAZARDS ? given() + features : given();
    }

    /** All weights. */
    public int weights() {
        return start(layers) + outputs * (outputInputs() + 1);
    }
}
