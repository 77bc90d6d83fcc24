package io.portent.model.engine;

import io.portent.model.engine.Matrix.Part;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One recurrent layer over steps of sequences side by side:
 *
 * <pre>
 *   z_t = W x_t + R h_{t-1} + b      x: [step][sequence][inputs]    h: [1 + step][sequence][units], the first carried in
 * </pre>
 *
 * <p>The products of all steps' inputs, and of all steps' weight gradients, are one product each; only R h is made step by
 * step. Not thread-safe.
 */
final class RecurrentLayer implements Layer {
    private final int inputs;
    private final int units;
    private final int width;
    /** Of the width, what R h is added to; the rest has a product of its own. */
    private final int shared;

    private final Part inputWeights;
    private final Part recurrentWeights;
    private final Part separateWeights;
    private final int bias;
    private final Cell cell;

    /** W x; activations of the gates going forward, gradients of W x going backward. */
    private final Matrix gates = new Matrix();
    /** One step of the gates where neighbours share their inputs, so that nothing may be added in place. */
    private final Matrix one = new Matrix();
    /** R h of the gates that keep it apart: of one step going forward, gradients of all going backward. */
    private final Matrix separate = new Matrix();

    private final Matrix states = new Matrix();
    private final Matrix stateGradients = new Matrix();
    private float[] gate = new float[0];
    private float[] apart = new float[0];
    private float[] biases = new float[0];
    private float[] before = new float[0];
    private float[] state = new float[0];
    private int steps;
    private int sequences;

    /** @param start of its weights */
    RecurrentLayer(Shape shape, int layer, int start, Matrix weights) {
        this.inputs = shape.inputs(layer);
        this.units = shape.units();
        this.width = shape.gates() * units;
        this.cell = Cell.of(shape.kind().cell(), units);
        this.shared = cell.separateFrom() * units;
        int recurrent = start + width * inputs;
        this.inputWeights = new Part(weights, start, inputs);
        this.recurrentWeights = new Part(weights, recurrent, units);
        this.separateWeights = new Part(weights, recurrent + shared * units, units);
        this.bias = recurrent + width * units;
    }

    @Override
    public int stepsGiven() {
        return steps;
    }

    @Override
    public Part given(int step) {
        return states(step);
    }

    /** The units' outputs from a step on, [step][sequence][units]; -1: those carried in. */
    private Part states(int step) {
        return new Part(states, (step + 1) * sequences * units, units);
    }

    @Override
    public Part gradients() {
        return new Part(stateGradients, 0, units);
    }

    @Override
    public void forward(
            Part input, int allSteps, int allSequences, int stride, boolean learning, float @Nullable [] carried) {
        begin(allSteps, allSequences, learning, carried);
        int rows = (steps - 1) * stride + sequences;
        gates.reserve((long) rows * width);
        Matrix.product(rows, width, inputs, input, inputWeights.transposed(), 0, new Part(gates, 0, width));
        for (int step = 0; step < steps; step++) {
            int at = step * stride * width;
            Part here = stride == sequences ? new Part(gates, at, width) : copied(at);
            addRecurrent(step, here);
            here.matrix().get(here.at(), gate, sequences * width);
            cell.forward(step, gate, biases, apart, before, state);
            if (learning) {
                gates.put(at, gate, sequences * width);
            }
            states.put(states(step).at(), state, sequences * units);
            float[] last = before;
            before = state;
            state = last;
        }
    }

    private Part copied(int at) {
        one.reserve((long) sequences * width);
        gates.get(at, gate, sequences * width);
        one.put(0, gate, sequences * width);
        return new Part(one, 0, width);
    }

    private void addRecurrent(int step, Part to) {
        Part last = states(step - 1);
        Matrix.product(sequences, shared, units, last, recurrentWeights.transposed(), 1, to);
        int rest = width - shared;
        if (rest > 0) {
            Part apartFrom = new Part(separate, 0, rest);
            Matrix.product(sequences, rest, units, last, separateWeights.transposed(), 0, apartFrom);
            separate.get(0, apart, sequences * rest);
        }
    }

    private void begin(int allSteps, int allSequences, boolean learning, float @Nullable [] carried) {
        steps = allSteps;
        sequences = allSequences;
        int size = sequences * units;
        states.reserve((steps + 1L) * size);
        separate.reserve((learning ? (long) steps : 1L) * sequences * (width - shared));
        if (state.length != size) {
            gate = new float[sequences * width];
            biases = new float[sequences * width];
            apart = new float[sequences * (width - shared)];
            before = new float[size];
            state = new float[size];
        }
        tileBiases();
        if (carried == null) {
            Arrays.fill(before, 0);
        } else {
            System.arraycopy(carried, 0, before, 0, size);
        }
        states.put(0, before, size);
        boolean more = carried != null && carried.length > size;
        cell.begin(learning ? steps : 1, sequences, more ? Arrays.copyOfRange(carried, size, 2 * size) : null);
    }

    private void tileBiases() {
        inputWeights.matrix().get(bias, biases, width);
        for (int i = width; i < biases.length; i += width) {
            System.arraycopy(biases, 0, biases, i, width);
        }
    }

    @Override
    public float[] carried() {
        int size = sequences * units;
        float[] memory = cell.memory(steps);
        float[] carried = Arrays.copyOf(before, memory == null ? size : 2 * size);
        if (memory != null) {
            System.arraycopy(memory, 0, carried, size, size);
        }
        return carried;
    }

    @Override
    public void beginBackward() {
        stateGradients.reserve((long) steps * sequences * units);
        stateGradients.clear(steps * sequences * units);
    }

    @Override
    public void backward(Part input, Matrix gradient, @Nullable Part inputGradient) {
        gradient.put(bias, backwardThroughTime(), width);
        int rows = steps * sequences;
        Part all = new Part(gates, 0, width);
        Part toInput = new Part(gradient, inputWeights.at(), inputs);
        Matrix.product(width, inputs, rows, all.transposed(), input, 0, toInput);
        Part last = states(-1);
        Part toRecurrent = new Part(gradient, recurrentWeights.at(), units);
        Matrix.product(shared, units, rows, all.transposed(), last, 0, toRecurrent);
        int rest = width - shared;
        if (rest > 0) {
            Part toSeparate = new Part(gradient, separateWeights.at(), units);
            Matrix.product(rest, units, rows, new Part(separate, 0, rest).transposed(), last, 0, toSeparate);
        }
        if (inputGradient != null) {
            Matrix.product(rows, inputs, width, all, inputWeights, 1, inputGradient);
        }
    }

    /** @return the gradient of the bias */
    private float[] backwardThroughTime() {
        int size = sequences * width;
        int rest = width - shared;
        float[] sums = new float[width];
        for (int step = steps - 1; step >= 0; step--) {
            gates.get(step * size, gate, size);
            states.get(states(step - 1).at(), before, sequences * units);
            stateGradients.get(step * sequences * units, state, sequences * units);
            cell.backward(step, gate, apart, before, state);
            gates.put(step * size, gate, size);
            addRows(sums, gate, size);
            if (rest > 0) {
                separate.put(step * apart.length, apart, apart.length);
            }
            if (step > 0) {
                passOn(step);
            }
        }
        return sums;
    }

    private void passOn(int step) {
        Part to = new Part(stateGradients, (step - 1) * sequences * units, units);
        Part here = new Part(gates, step * sequences * width, width);
        Matrix.product(sequences, units, shared, here, recurrentWeights, 1, to);
        int rest = width - shared;
        if (rest > 0) {
            Part separately = new Part(separate, step * sequences * rest, rest);
            Matrix.product(sequences, units, rest, separately, separateWeights, 1, to);
        }
    }

    private static void addRows(float[] to, float[] rows, int size) {
        for (int row = 0; row < size; row += to.length) {
            for (int i = 0; i < to.length; i++) {
                to[i] += rows[row + i];
            }
        }
    }

    @Override
    public void close() {
        gates.close();
        one.close();
        separate.close();
        states.close();
        stateGradients.close();
    }
}
