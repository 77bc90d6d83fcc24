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

    private static final int BATCH = 32;

    /**
     * Of windows with an onset ahead, and of others, in an epoch of a network that reads each by itself: eight steps of the optimizer,
     * as others take on a month. With eight times as many the best epoch was the first or second, too coarse to stop by.
     */
    private static final int VISITED = 512;

    public ModelSpec {
        if (units < 1 || layers < 1 || epochs < 1 || ensemble < 1 || dataWindow < 2) {
            throw new IllegalArgumentException(
                    "units, layers, epochs, ensemble must be >= 1 and data window >= 2, were " + units + ", " + layers
                            + ", " + epochs + ", " + ensemble + ", " + dataWindow);
        }
    }

    /** Steps of a training chunk, burn-in included; of a network that answers once per sequence, one data window. */
    public int chunkSteps() {
        return network.bidirectional() ? dataWindow : CHUNK * dataWindow;
    }

    /** Steps at the start of a chunk whose answers do not count, because their state has not reached far enough back. */
    public int burnIn() {
        return network.bidirectional() ? dataWindow - 1 : dataWindow;
    }

    /**
     * Steps of a run before the first whose answer may count.
     *
     * <p>At the very start of a run there is no burn-in to be had; its first answers are made from less than a data window
     * and a live agent would not give them, but they are labelled time, and short histories cannot spare it. A quarter of
     * the burn-in is still hidden. A network that reads from both ends would see sequences of a length that it never meets again.
     */
    int leastBefore() {
        return network.bidirectional() ? burnIn() : burnIn() / 4;
    }

    /**
     * 32: smaller batches cost as much per step (a BLAS call has its price), larger ones leave too few steps per epoch. As many
     * steps of the logs, where a chunk is a data window.
     */
    public int batch() {
        return network.bidirectional() ? CHUNK * BATCH : BATCH;
    }

    /** Chunks of one sort that an epoch visits at most, see {@link Visits}. */
    int mostVisited() {
        return network.bidirectional() ? VISITED : Integer.MAX_VALUE;
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
