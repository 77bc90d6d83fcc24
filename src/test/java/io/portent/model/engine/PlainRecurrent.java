package io.portent.model.engine;

import io.portent.model.Batch;
import io.portent.model.NetworkKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The formulas of every kind of network in double precision, one loop after the other, on weights as {@link Shape} lays them
 * out; shares nothing with the engine but that.
 */
final class PlainRecurrent {
    private final Shape shape;
    private final double[] weights;
    /** [layer][sequence] -> h, then c for LSTM; what the next batch may go on from. */
    private double[][][] memory = new double[0][][];

    double loss;

    PlainRecurrent(Shape shape, double[] weights) {
        this.shape = shape;
        this.weights = weights;
    }

    /** Chances [sequence][step][output]; sets the loss. */
    double[] read(Batch batch) {
        if (!batch.continues()) {
            memory = new double[shape.layers()][batch.sequences()][2 * shape.units()];
        }
        loss = 0;
        double[] all = new double[batch.sequences() * batch.steps() * shape.outputs()];
        if (shape.kind().bidirectional()) {
            readFromBothEnds(batch, all);
            return all;
        }
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            for (int step = 0; step < batch.steps(); step++) {
                int at = sequence * batch.steps() + step;
                double[] x = new double[shape.features()];
                for (int i = 0; i < x.length; i++) {
                    x[i] = batch.inputs()[at * x.length + i];
                }
                double[] h = x;
                for (int layer = 0; layer < shape.layers(); layer++) {
                    h = step(shape.start(layer), h, memory[layer][sequence]);
                }
                double[] chances = chances(h, x);
                System.arraycopy(chances, 0, all, at * chances.length, chances.length);
                loss += loss(batch, at * chances.length, chances);
            }
        }
        return all;
    }

    private void readFromBothEnds(Batch batch, double[] all) {
        java.util.Arrays.fill(all, Double.NaN);
        int last = batch.steps() - 1;
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            double[][] seen = new double[batch.steps()][shape.features()];
            for (int step = 0; step <= last; step++) {
                for (int i = 0; i < shape.features(); i++) {
                    seen[step][i] = batch.inputs()[(sequence * batch.steps() + step) * shape.features() + i];
                }
            }
            double[][] given = seen;
            double[] ends = new double[0];
            for (int layer = 0; layer < shape.layers(); layer++) {
                double[][] there = new double[batch.steps()][];
                double[][] back = new double[batch.steps()][];
                double[] state = new double[2 * shape.units()];
                for (int step = 0; step <= last; step++) {
                    there[step] = step(shape.start(layer), given[step], state);
                }
                int inputs = given[0].length;
                int oneWay = shape.gates() * shape.units() * (inputs + shape.units() + 1);
                state = new double[2 * shape.units()];
                for (int step = last; step >= 0; step--) {
                    back[step] = step(shape.start(layer) + oneWay, given[step], state);
                }
                ends = joined(there[last], back[0]);
                given = new double[batch.steps()][];
                for (int step = 0; step <= last; step++) {
                    given[step] = joined(there[step], back[step]);
                }
            }
            double[] chances = chances(ends, seen[last]);
            int at = (sequence * batch.steps() + last) * chances.length;
            System.arraycopy(chances, 0, all, at, chances.length);
            loss += loss(batch, at, chances);
        }
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** A copy of what is carried, in the engine's layout: per layer states of all sequences, then memories. */
    List<double[]> carried() {
        List<double[]> all = new ArrayList<>();
        for (double[][] layer : memory) {
            int n = shape.units();
            double[] flat = new double[(shape.kind() == NetworkKind.LSTM ? 2 : 1) * layer.length * n];
            for (int sequence = 0; sequence < layer.length; sequence++) {
                System.arraycopy(layer[sequence], 0, flat, sequence * n, n);
                if (shape.kind() == NetworkKind.LSTM) {
                    System.arraycopy(layer[sequence], n, flat, (layer.length + sequence) * n, n);
                }
            }
            all.add(flat);
        }
        return all;
    }

    double[][][] memory() {
        double[][][] copy = new double[memory.length][][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = new double[memory[i].length][];
            for (int j = 0; j < copy[i].length; j++) {
                copy[i][j] = memory[i][j].clone();
            }
        }
        return copy;
    }

    void memory(double[][][] other) {
        memory = other;
    }

    private double loss(Batch batch, int at, double[] chances) {
        double sum = 0;
        for (int i = 0; i < chances.length; i++) {
            boolean hit = batch.targets()[at + i] > 0.5;
            if (batch.masks()[at + i] == 0 || (!hit && shape.answers() == Answers.SYMBOLS)) {
                continue;
            }
            sum -= batch.masks()[at + i] * Math.log(hit ? chances[i] : 1 - chances[i]);
        }
        return sum;
    }

    /** @param start of the weights */
    private double[] step(int start, double[] x, double[] state) {
        int n = shape.units();
        int width = shape.gates() * n;
        double[] wx = new double[width];
        double[] rh = new double[width];
        for (int g = 0; g < width; g++) {
            wx[g] = weights[start + width * (x.length + n) + g];
            for (int i = 0; i < x.length; i++) {
                wx[g] += weights[start + g * x.length + i] * x[i];
            }
            for (int i = 0; i < n; i++) {
                rh[g] += weights[start + width * x.length + g * n + i] * state[i];
            }
        }
        for (int u = 0; u < n; u++) {
            switch (shape.kind().cell()) {
                case SIMPLE_RNN -> state[u] = Math.tanh(wx[u] + rh[u]);
                case GRU -> {
                    double r = sigmoid(wx[u] + rh[u]);
                    double z = sigmoid(wx[n + u] + rh[n + u]);
                    double c = Math.tanh(wx[2 * n + u] + r * rh[2 * n + u]);
                    state[u] = z * state[u] + (1 - z) * c;
                }
                case LSTM -> {
                    double a = Math.tanh(wx[u] + rh[u]);
                    double f = sigmoid(wx[n + u] + rh[n + u]);
                    double o = sigmoid(wx[2 * n + u] + rh[2 * n + u]);
                    double i = sigmoid(wx[3 * n + u] + rh[3 * n + u]);
                    state[n + u] = f * state[n + u] + i * a;
                    state[u] = o * Math.tanh(state[n + u]);
                }
            }
        }
        return java.util.Arrays.copyOf(state, n);
    }

    private double[] chances(double[] h, double[] x) {
        int start = shape.start(shape.layers());
        int width = shape.outputInputs();
        double[] y = new double[shape.outputs()];
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            y[i] = weights[start + y.length * width + i];
            for (int u = 0; u < width; u++) {
                y[i] += weights[start + i * width + u] * (u < h.length ? h[u] : x[u - h.length]);
            }
            y[i] = shape.answers() == Answers.HAZARDS ? sigmoid(y[i]) : Math.exp(y[i]);
            sum += y[i];
        }
        for (int i = 0; i < y.length && shape.answers() == Answers.SYMBOLS; i++) {
            y[i] /= sum;
        }
        return y;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
