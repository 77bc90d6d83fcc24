package io.portent.model;

/**
 * How a model is built and trained. Values without a key in the configuration carry the reason for their value here.
 *
 * @param units hidden units per layer
 * @param layers recurrent layers
 * @param epochs upper bound; training stops early when the held-out block stops improving
 * @param ensemble networks whose answers are averaged, each trained without one block of the training span
 * @param seed of initial weights and of the order of chunks
 * @param dataWindow windows that a forecast is made from
 */
public record ModelSpec(
        NetworkKind network, int units, int layers, int epochs, int ensemble, long seed, int dataWindow) {
    /** Chunks of four data windows, the first a burn-in: three quarters of the work goes into answers that count. */
    private static final int CHUNK = 4;

    public ModelSpec {
        if (units < 1 || layers < 1 || epochs < 1 || ensemble < 1 || dataWindow < 2) {
            throw new IllegalArgumentException(
                    "units, layers, epochs, ensemble must be >= 1 and data window >= 2, were " + units + ", " + layers
                            + ", " + epochs + ", " + ensemble + ", " + dataWindow);
        }
    }

    /** Steps of a training chunk, burn-in included. */
    public int chunkSteps() {
        return CHUNK * dataWindow;
    }

    /** Steps at the start of a chunk whose answers do not count, because their state has not reached far enough back. */
    public int burnIn() {
        return dataWindow;
    }

    /** 32: smaller batches cost as much per step (a BLAS call has its price), larger ones leave too few steps per epoch. */
    public int batch() {
        return 32;
    }

    /** Where Adam starts. Its usual 1e-3 is slow on the few hundred steps a month of one service gives; 1e-2 overfits. */
    public double learningRate() {
        return 4e-3;
    }

    /** Epochs without a better held-out loss before training stops. */
    public int patience() {
        return 6;
    }

    /** The same with other layers, as many of them trained. */
    public ModelSpec with(NetworkKind other, int members) {
        return new ModelSpec(other, units, layers, epochs, members, seed, dataWindow);
    }

    ModelSpec withSeed(long other) {
        return new ModelSpec(network, units, layers, epochs, ensemble, other, dataWindow);
    }
}
