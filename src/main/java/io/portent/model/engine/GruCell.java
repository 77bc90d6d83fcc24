package io.portent.model.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cho et al. 2014, with the reset behind the product, as cuDNN and Keras have it:
 *
 * <pre>
 *   r = sigmoid(z0)  u = sigmoid(z1)  c = tanh(z2 + r (R h')2)      h = u h' + (1 - u) c
 * </pre>
 */
final class GruCell implements Cell {
    private static final int GATES = 3;

    private final int units;
    private int size;
    private int rows;
    /** (R h')2 of each step, the oldest overwritten. */
    private float[][] products = new float[0][];

    private float[] carried = new float[0];
    private float[] sigmoids = new float[0];
    private float[] candidates = new float[0];

    GruCell(int units) {
        this.units = units;
    }

    @Override
    public int separateFrom() {
        return 2;
    }

    @Override
    public void begin(int kept, int sequences, float @Nullable [] memory) {
        size = sequences * units;
        rows = kept;
        if (products.length < rows || products[0].length < size) {
            products = new float[rows][size];
            carried = new float[size];
            sigmoids = new float[GATES * size];
            candidates = new float[size];
        }
        Arrays.fill(carried, 0);
    }

    /** In long loops wherever it goes, see {@link LstmCell#forward}. */
    @Override
    public void forward(int step, float[] gates, float[] bias, float[] separate, float[] before, float[] state) {
        System.arraycopy(separate, 0, products[step % rows], 0, size);
        Squash.sigmoid(gates, bias, sigmoids, GATES * size);
        for (int row = 0; row < size; row += units) {
            int r = row * GATES;
            int c = r + 2 * units;
            for (int i = 0; i < units; i++) {
                candidates[row + i] = gates[c + i] + bias[c + i] + sigmoids[r + i] * separate[row + i];
            }
        }
        Squash.tanh(candidates, candidates, size);
        for (int row = 0; row < size; row += units) {
            int r = row * GATES;
            int u = r + units;
            System.arraycopy(sigmoids, r, gates, r, 2 * units);
            System.arraycopy(candidates, row, gates, u + units, units);
            for (int i = 0; i < units; i++) {
                state[row + i] = candidates[row + i] + sigmoids[u + i] * (before[row + i] - candidates[row + i]);
            }
        }
    }

    @Override
    public void backward(int step, float[] gates, float[] separate, float[] before, float[] gradient) {
        float[] product = products[step % rows];
        for (int row = 0; row < size; row += units) {
            int r = row * GATES;
            int u = r + units;
            int c = u + units;
            for (int i = 0; i < units; i++) {
                float out = gradient[row + i] + carried[row + i];
                float update = gates[u + i];
                float reset = gates[r + i];
                float candidate = gates[c + i];
                float inner = out * (1 - update) * (1 - candidate * candidate);
                carried[row + i] = out * update;
                gates[u + i] = out * (before[row + i] - candidate) * update * (1 - update);
                gates[r + i] = inner * product[row + i] * reset * (1 - reset);
                gates[c + i] = inner;
                separate[row + i] = inner * reset;
            }
        }
    }

    @Override
    public float @Nullable [] memory(int step) {
        return null;
    }
}
