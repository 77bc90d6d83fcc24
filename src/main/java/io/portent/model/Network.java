package io.portent.model;

/**
 * A recurrent network that answers with chances in (0, 1), one per output. Reads every sequence from a zero state. Not
 * thread-safe.
 */
public interface Network extends AutoCloseable {
    /**
     * Chances at the last step of sequences that each begin one step after their neighbour, as backtest and live agent
     * read them.
     *
     * @param vectors [step][feature]; the steps first .. first + sequences + steps - 2 are read
     * @param steps of each sequence
     * @return [sequence][output]
     */
    float[] sliding(float[] vectors, int first, int sequences, int steps);

    @Override
    void close();
}
