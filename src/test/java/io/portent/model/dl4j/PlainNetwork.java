package io.portent.model.dl4j;

import io.portent.model.Batch;
import io.portent.model.NetworkKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The formulas of {@link Dl4jNetworks} written out in double precision, one loop after the other, sharing nothing with the
 * library but the numbers of its weights.
 *
 * <pre>
 *   simple-rnn   h = tanh(x W + h' R + b)
 *   lstm         a = tanh(.)  f, o, i = sigmoid(.)   of the four column blocks of x W + h' R + b
 *                c = f c' + i a    h = o tanh(c)
 *   gru          r, u = sigmoid(.)   c = tanh(x Wc + bc + r (h' Rc))   h = u h' + (1 - u) c
 *   output       y = sigmoid([h x] V + c)            the memory first, then the window as it is
 * </pre>
 *
 * A bidirectional network's h at a step is [h h*] with h* of the steps in reverse; to the output, h at the last step and h* at the first.
 */
final class PlainNetwork {
    private static final int GATES = 4;

    private final NetworkKind kind;
    private final List<Map<String, double[][]>> layers;

    private PlainNetwork(NetworkKind kind, List<Map<String, double[][]>> layers) {
        this.kind = kind;
        this.layers = layers;
    }

    /** Copies the weights; the graph's layers must stand in the order of the data. */
    static PlainNetwork of(NetworkKind kind, ComputationGraph graph) {
        List<Map<String, double[][]>> layers = new ArrayList<>();
        for (Layer layer : graph.getLayers()) {
            Map<String, double[][]> parameters = new LinkedHashMap<>();
            layer.paramTable().forEach((name, values) -> parameters.put(name, copy(values)));
            layers.add(parameters);
        }
        return new PlainNetwork(kind, layers);
    }

    private static double[][] copy(INDArray values) {
        // A bias is a vector, and asked for (0, 2) a vector answers with its first element.
        return values.rank() == 1 ? new double[][] {values.toDoubleVector()} : values.toDoubleMatrix();
    }

    private static double[][] weights(Map<String, double[][]> layer, String name) {
        return Objects.requireNonNull(layer.get(name), name);
    }

    private static double[] bias(Map<String, double[][]> layer) {
        return weights(layer, "b")[0];
    }

    /** By layer and name, in the order in which the library lays them out; a bias is a matrix of one row. */
    List<Map<String, double[][]>> layers() {
        return layers;
    }

    /** Chances, [sequence][step][output]. */
    double[] answers(Batch batch) {
        int outputs = bias(layers.get(layers.size() - 1)).length;
        double[] answers = new double[batch.sequences() * batch.steps() * outputs];
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            double[][] seen = new double[batch.steps()][batch.features()];
            for (int step = 0; step < batch.steps(); step++) {
                for (int feature = 0; feature < batch.features(); feature++) {
                    int at = (sequence * batch.steps() + step) * batch.features() + feature;
                    seen[step][feature] = batch.inputs()[at];
                }
            }
            int first = kind.bidirectional() ? batch.steps() - 1 : 0;
            double[][] memory = kind.bidirectional() ? fromBothEnds(seen) : forward(seen);
            for (int step = 0; step < batch.steps(); step++) {
                double[] chances = new double[outputs];
                Arrays.fill(chances, Double.NaN);
                if (step >= first) {
                    chances = output(memory[step - first], seen[step]);
                }
                System.arraycopy(chances, 0, answers, (sequence * batch.steps() + step) * outputs, outputs);
            }
        }
        return answers;
    }

    private double[][] forward(double[][] seen) {
        double[][] memory = seen;
        for (Map<String, double[][]> layer : layers.subList(0, layers.size() - 1)) {
            memory = states(layer, memory);
        }
        return memory;
    }

    private double[][] states(Map<String, double[][]> layer, double[][] inputs) {
        return switch (kind.cell()) {
            case SIMPLE_RNN -> simple(layer, inputs);
            case LSTM -> lstm(layer, inputs);
            case GRU -> gru(layer, inputs);
        };
    }

    /** One row: what either way has come to at its own end. */
    private double[][] fromBothEnds(double[][] seen) {
        double[][] given = seen;
        double[] ends = new double[0];
        int last = seen.length - 1;
        for (Map<String, double[][]> layer : layers.subList(0, layers.size() - 1)) {
            double[][] there = states(way(layer, "f"), given);
            double[][] turned = new double[seen.length][];
            for (int step = 0; step <= last; step++) {
                turned[step] = given[last - step];
            }
            double[][] back = states(way(layer, "b"), turned);
            ends = joined(there[last], back[last]);
            given = new double[seen.length][];
            for (int step = 0; step <= last; step++) {
                given[step] = joined(there[step], back[last - step]);
            }
        }
        return new double[][] {ends};
    }

    /** A bidirectional layer's names are those of its halves with a letter before them. */
    private static Map<String, double[][]> way(Map<String, double[][]> layer, String letter) {
        Map<String, double[][]> way = new LinkedHashMap<>();
        for (String name : List.of("W", "RW", "b")) {
            way.put(name, weights(layer, letter + name));
        }
        return way;
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Binary cross-entropy summed over counted targets. */
    double loss(Batch batch) {
        double[] answers = answers(batch);
        double loss = 0;
        for (int i = 0; i < answers.length; i++) {
            if (batch.masks()[i] != 0) {
                loss -= Math.log(batch.targets()[i] > 0.5f ? answers[i] : 1 - answers[i]);
            }
        }
        return loss;
    }

    private static double[][] simple(Map<String, double[][]> layer, double[][] inputs) {
        int units = bias(layer).length;
        double[][] states = new double[inputs.length][];
        double[] before = new double[units];
        for (int step = 0; step < inputs.length; step++) {
            double[] state = sums(layer, inputs[step], before);
            for (int unit = 0; unit < units; unit++) {
                state[unit] = Math.tanh(state[unit]);
            }
            states[step] = state;
            before = state;
        }
        return states;
    }

    private static double[][] lstm(Map<String, double[][]> layer, double[][] inputs) {
        int units = bias(layer).length / GATES;
        double[][] states = new double[inputs.length][];
        double[] before = new double[units];
        double[] cell = new double[units];
        for (int step = 0; step < inputs.length; step++) {
            double[] sums = sums(layer, inputs[step], before);
            double[] state = new double[units];
            for (int unit = 0; unit < units; unit++) {
                double candidate = Math.tanh(sums[unit]);
                double forget = sigmoid(sums[units + unit]);
                double output = sigmoid(sums[2 * units + unit]);
                double input = sigmoid(sums[3 * units + unit]);
                cell[unit] = forget * cell[unit] + input * candidate;
                state[unit] = output * Math.tanh(cell[unit]);
            }
            states[step] = state;
            before = state;
        }
        return states;
    }

    private static double[][] gru(Map<String, double[][]> layer, double[][] inputs) {
        int units = bias(layer).length / 3;
        double[][] states = new double[inputs.length][];
        double[] before = new double[units];
        for (int step = 0; step < inputs.length; step++) {
            double[] seen = bias(layer).clone();
            addProduct(seen, inputs[step], weights(layer, "W"), 0);
            double[] remembered = new double[seen.length];
            addProduct(remembered, before, weights(layer, "RW"), 0);
            double[] state = new double[units];
            for (int unit = 0; unit < units; unit++) {
                double reset = sigmoid(seen[unit] + remembered[unit]);
                double update = sigmoid(seen[units + unit] + remembered[units + unit]);
                double candidate = Math.tanh(seen[2 * units + unit] + reset * remembered[2 * units + unit]);
                state[unit] = update * before[unit] + (1 - update) * candidate;
            }
            states[step] = state;
            before = state;
        }
        return states;
    }

    private static double[] sums(Map<String, double[][]> layer, double[] input, double[] before) {
        double[] sums = bias(layer).clone();
        addProduct(sums, input, weights(layer, "W"), 0);
        addProduct(sums, before, weights(layer, "RW"), 0);
        return sums;
    }

    private double[] output(double[] memory, double[] seen) {
        Map<String, double[][]> layer = layers.get(layers.size() - 1);
        double[] chances = bias(layer).clone();
        addProduct(chances, memory, weights(layer, "W"), 0);
        addProduct(chances, seen, weights(layer, "W"), memory.length);
        for (int i = 0; i < chances.length; i++) {
            chances[i] = sigmoid(chances[i]);
        }
        return chances;
    }

    private static void addProduct(double[] sums, double[] vector, double[][] matrix, int firstRow) {
        for (int row = 0; row < vector.length; row++) {
            for (int column = 0; column < sums.length; column++) {
                sums[column] += vector[row] * matrix[firstRow + row][column];
            }
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
