package io.portent.model.engine;

import io.portent.model.CellKind;
import org.jspecify.annotations.Nullable;

/**
 * What happens inside the units of a layer at one step. All arrays hold one step of all sequences side by side; those
 * named after gates hold [sequence][gate][unit], the others [sequence][unit]. Steps are visited in order forward, then in
 * reverse backward.
 */
sealed interface Cell permits ElmanCell, GruCell, LstmCell {
    static Cell of(CellKind kind, int units) {
        return switch (kind) {
            case SIMPLE_RNN -> new ElmanCell(units);
            case GRU -> new GruCell(units);
            case LSTM -> new LstmCell(units);
        };
    }

    /**
     * The gates from which on the states before enter by a product of their own instead of being added to what the inputs
     * bring; the number of gates, where all are added.
     */
    int separateFrom();

    /**
     * Starts a pass.
     *
     * @param kept last steps that {@link #backward} may ask for
     * @param memory what is carried into the first step beside the states, [sequence][unit]; null: zero
     */
    void begin(int kept, int sequences, float @Nullable [] memory);

    /**
     * @param gates W x + R h', without the bias; activations afterwards
     * @param bias of each gate, [sequence][gate][unit]
     * @param separate R h' of the gates that keep it apart
     * @param before states before the step
     * @param state the units' outputs, written
     */
    void forward(int step, float[] gates, float[] bias, float[] separate, float[] before, float[] state);

    /**
     * @param gates activations of the step; gradient of W x afterwards
     * @param separate gradient of R h' afterwards, of the gates that keep it apart
     * @param before states before the step
     * @param gradient of the units' outputs, from above and from the next step
     */
    void backward(int step, float[] gates, float[] separate, float[] before, float[] gradient);

    /** What is carried out of the step before {@code step} beside the states; null where there is no such thing. */
    float @Nullable [] memory(int step);
}
