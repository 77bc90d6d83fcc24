package io.portent.model.engine;

import org.jspecify.annotations.Nullable;

/** {@code h = tanh(z)}: Elman 1990. */
final class ElmanCell implements Cell {
    private final int units;
    private int size;

    ElmanCell(int units) {
        this.units = units;
    }

    @Override
    public int separateFrom() {
        return 1;
    }

    @Override
    public void begin(int kept, int sequences, float @Nullable [] memory) {
        size = sequences * units;
    }

    @Override
    public void forward(int step, float[] gates, float[] bias, float[] separate, float[] before, float[] state) {
        for (int i = 0; i < size; i++) {
            gates[i] = Squash.tanh(gates[i] + bias[i]);
        }
        System.arraycopy(gates, 0, state, 0, size);
    }

    @Override
    public void backward(int step, float[] gates, float[] separate, float[] before, float[] gradient) {
        for (int i = 0; i < size; i++) {
            gates[i] = (1 - gates[i] * gates[i]) * gradient[i];
        }
    }

    @Override
    public float @Nullable [] memory(int step) {
        return null;
    }
}
