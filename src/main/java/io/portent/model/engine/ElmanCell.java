package io.portent.model.engine;

/** {@code h = tanh(z)}: Elman 1990. */
final class ElmanCell implements Cell {
    private int size;
    private final int units;

    ElmanCell(int units) {
        this.units = units;
    }

    @Override
    public void begin(int kept, int sequences) {
        size = sequences * units;
    }

    @Override
    public void forward(int step, float[] gates, float[] state) {
        for (int i = 0; i < size; i++) {
            gates[i] = Squash.tanh(gates[i]);
        }
        System.arraycopy(gates, 0, state, 0, size);
    }

    @Override
    public void backward(int step, float[] gates, float[] gradient) {
        for (int i = 0; i < size; i++) {
            gates[i] = (1 - gates[i] * gates[i]) * gradient[i];
        }
    }
}
