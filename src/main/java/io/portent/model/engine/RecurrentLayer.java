package io.portent.model.engine;

import io.portent.model.engine.Matrix.Part;
import org.jspecify.annotations.Nullable;

/**
 * One recurrent layer over steps of sequences side by side:
 *
 * <pre>
 *   z_t = W x_t + R h_{t-1} + b      x: [step][sequence][inputs]    h: [step][sequence][units]
 * </pre>
 *
 * The products of all steps' inputs, and of all steps' weight gradients, are one product each; only R h is made step by
 * step. Not thread-safe.
 */
final class RecurrentLayer implements AutoCloseable {
    private final int inputs;
    private final int units;
    private final int width;
    private final Part inputWeights;
    private final Part recurrentWeights;
    private final int bias;
    private final Cell cell;

    private final Matrix projected = new Matrix();
    private final Matrix recurrent = new Matrix();
    /** Activations of the gates going forward, gradients of the pre-activations going backward. */
    private final Matrix gates = new Matrix();

    private final Matrix states = new Matrix();
    private final Matrix stateGradients = new Matrix();
    private float[] gate = new float[0];
    private float[] other = new float[0];
    private float[] state = new float[0];
    private int steps;
    private int sequences;

    RecurrentLayer(Shape shape, int layer, Matrix weights) {
        this.inputs = shape.inputs(layer);
        this.units = shape.units();
        this.width = shape.gates() * units;
        int start = shape.start(layer);
        this.inputWeights = new Part(weights, start, inputs);
        this.recurrentWeights = new Part(weights, start + width * inputs, units);
        this.bias = start + width * (inputs + units);
        this.cell = switch (shape.kind()) {
            case SIMPLE_RNN -> new ElmanCell(units);
            case LSTM -> new LstmCell(units);
        };
    }

    /** The units' outputs, [step][sequence][units]. */
    Matrix states() {
        return states;
    }

    /** What the layers above add their gradients to; zero after {@link #beginBackward}. */
    Matrix stateGradients() {
        return stateGradients;
    }

    /**
     * @param stride rows of the input from one step to the next: the number of sequences, or 1 where each sequence begins
     *     one row after its neighbour
     * @param learning whether {@link #backward} will follow; it needs the gates of all steps, most of the memory
     */
    void forward(Matrix input, Matrix weights, int allSteps, int allSequences, int stride, boolean learning) {
        begin(allSteps, allSequences, learning);
        int rows = (steps - 1) * stride + sequences;
        projected.reserve((long) rows * width);
        Part all = new Part(input, 0, inputs);
        Part to = new Part(projected, 0, width);
        Matrix.product(rows, width, inputs, all, inputWeights.transposed(), 0, to);
        float[] biases = tiled(weights);
        int size = sequences * width;
        for (int step = 0; step < steps; step++) {
            projected.get(step * stride * width, gate, size);
            if (step > 0) {
                addRecurrent(step, size);
            }
            add(gate, biases, size);
            cell.forward(step, gate, state);
            if (learning) {
                gates.put(step * size, gate, size);
            }
            states.put(step * sequences * units, state, sequences * units);
        }
    }

    private void addRecurrent(int step, int size) {
        Part before = new Part(states, (step - 1) * sequences * units, units);
        Part to = new Part(recurrent, 0, width);
        Matrix.product(sequences, width, units, before, recurrentWeights.transposed(), 0, to);
        recurrent.get(0, other, size);
        add(gate, other, size);
    }

    private void begin(int allSteps, int allSequences, boolean learning) {
        steps = allSteps;
        sequences = allSequences;
        recurrent.reserve((long) sequences * width);
        states.reserve((long) steps * sequences * units);
        if (learning) {
            gates.reserve((long) steps * sequences * width);
        }
        if (gate.length < sequences * width) {
            gate = new float[sequences * width];
            other = new float[sequences * width];
            state = new float[sequences * units];
        }
        cell.begin(learning ? steps : 1, sequences);
    }

    /** Makes room for gradients, all zero. */
    void beginBackward() {
        stateGradients.reserve((long) steps * sequences * units);
        stateGradients.clear(steps * sequences * units);
    }

    /**
     * Turns the states' gradients into those of the weights.
     *
     * @param gradient flat, like the weights
     * @param inputGradient what the input's gradient is added to; null where nobody asks
     */
    void backward(Matrix input, Matrix gradient, @Nullable Matrix inputGradient) {
        gradient.put(bias, backwardThroughTime(), width);
        weightGradients(input, gradient);
        if (inputGradient != null) {
            Part to = new Part(inputGradient, 0, inputs);
            Matrix.product(steps * sequences, inputs, width, new Part(gates, 0, width), inputWeights, 1, to);
        }
    }

    /** @return the gradient of the bias */
    private float[] backwardThroughTime() {
        int size = sequences * width;
        float[] biases = new float[width];
        for (int step = steps - 1; step >= 0; step--) {
            gates.get(step * size, gate, size);
            stateGradients.get(step * sequences * units, state, sequences * units);
            cell.backward(step, gate, state);
            gates.put(step * size, gate, size);
            addRows(biases, gate, size);
            if (step > 0) {
                Part before = new Part(stateGradients, (step - 1) * sequences * units, units);
                Part here = new Part(gates, step * size, width);
                Matrix.product(sequences, units, width, here, recurrentWeights, 1, before);
            }
        }
        return biases;
    }

    private void weightGradients(Matrix input, Matrix gradient) {
        int rows = steps * sequences;
        Part all = new Part(gates, 0, width).transposed();
        Matrix.product(
                width, inputs, rows, all, new Part(input, 0, inputs), 0, new Part(gradient, inputWeights.at(), inputs));
        Part later = new Part(gates, sequences * width, width).transposed();
        Part to = new Part(gradient, recurrentWeights.at(), units);
        Matrix.product(width, units, rows - sequences, later, new Part(states, 0, units), 0, to);
    }

    private float[] tiled(Matrix weights) {
        float[] one = new float[width];
        weights.get(bias, one, width);
        float[] biases = new float[sequences * width];
        for (int i = 0; i < biases.length; i += width) {
            System.arraycopy(one, 0, biases, i, width);
        }
        return biases;
    }

    private static void addRows(float[] to, float[] rows, int size) {
        for (int row = 0; row < size; row += to.length) {
            for (int i = 0; i < to.length; i++) {
                to[i] += rows[row + i];
            }
        }
    }

    private static void add(float[] to, float[] what, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += what[i];
        }
    }

    @Override
    public void close() {
        projected.close();
        recurrent.close();
        gates.close();
        states.close();
        stateGradients.close();
    }
}
