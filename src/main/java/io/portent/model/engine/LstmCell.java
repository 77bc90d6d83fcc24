package io.portent.model.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hochreiter and Schmidhuber 1997 with the forget gate of Gers 2000, without peepholes; gates in DL4J's order:
 *
 * <pre>
 *   a = tanh(z0)  f = sigmoid(z1)  o = sigmoid(z2)  i = sigmoid(z3)
 *   c = f c' + i a                 h = o tanh(c)
 * </pre>
 */
final class LstmCell implements Cell {
    private static final int GATES = 4;

    private final int units;
    private int size;
    private int rows;
    /** Memory after each step, the oldest overwritten; row 0 begins as what is carried into the first. */
    private float[][] memory = new float[0][];
    /** tanh(c) after each step, likewise. */
    private float[][] squashed = new float[0][];
    /** 1 for tanh and 1/2 for sigmoid, [sequence][gate][unit]. */
    private float[] scales = new float[0];

    private float[] carried = new float[0];

    LstmCell(int units) {
        this.units = units;
    }

    @Override
    public int separateFrom() {
        return GATES;
    }

    @Override
    public void begin(int kept, int sequences, float @Nullable [] initial) {
        size = sequences * units;
        rows = kept + 1;
        if (memory.length < rows || memory[0].length < size) {
            memory = new float[rows][size];
            squashed = new float[rows][size];
            carried = new float[size];
            scales = new float[GATES * size];
            Arrays.fill(scales, 0.5f);
            for (int row = 0; row < GATES * size; row += GATES * units) {
                Arrays.fill(scales, row, row + units, 1);
            }
        }
        if (initial == null) {
            Arrays.fill(memory[0], 0);
        } else {
            System.arraycopy(initial, 0, memory[0], 0, size);
        }
        Arrays.fill(carried, 0);
    }

    /** In long loops wherever it goes: those over the units of one sequence are too short for the compiler to vectorise. */
    @Override
    public void forward(int step, float[] gates, float[] bias, float[] separate, float[] states, float[] state) {
        Squash.gates(gates, bias, scales, GATES * size);
        float[] before = memory(step);
        float[] after = memory(step + 1);
        for (int row = 0; row < size; row += units) {
            int a = row * GATES;
            for (int u = 0; u < units; u++) {
                after[row + u] = gates[a + units + u] * before[row + u] + gates[a + 3 * units + u] * gates[a + u];
            }
        }
        float[] squash = squashed[(step + 1) % rows];
        Squash.tanh(after, squash, size);
        for (int row = 0; row < size; row += units) {
            int o = row * GATES + 2 * units;
            for (int u = 0; u < units; u++) {
                state[row + u] = gates[o + u] * squash[row + u];
            }
        }
    }

    @Override
    public void backward(int step, float[] gates, float[] separate, float[] states, float[] gradient) {
        float[] before = memory(step);
        float[] squash = squashed[(step + 1) % rows];
        for (int row = 0; row < size; row += units) {
            int first = row * GATES;
            for (int u = 0; u < units; u++) {
                int a = first + u;
                int f = a + units;
                int o = f + units;
                int i = o + units;
                float out = gates[o];
                float in = gates[i];
                float forget = gates[f];
                float candidate = gates[a];
                float part = gradient[row + u] * squash[row + u] * out;
                float c = gradient[row + u] * out - part * squash[row + u] + carried[row + u];
                carried[row + u] = c * forget;
                gates[o] = part * (1 - out);
                gates[f] = c * before[row + u] * forget * (1 - forget);
                gates[i] = c * candidate * in * (1 - in);
                gates[a] = c * in * (1 - candidate * candidate);
            }
        }
    }

    @Override
    public float[] memory(int step) {
        return memory[step % rows];
    }
}
