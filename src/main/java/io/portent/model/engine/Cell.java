package io.portent.model.engine;

/**
 * What happens inside the units of a layer at one step. All arrays hold one step of all sequences side by side; those
 * named after gates hold [sequence][gate][unit], the others [sequence][unit]. Steps are visited in order forward, then in
 * reverse backward.
 */
sealed interface Cell permits ElmanCell, LstmCell {
    /**
     * Starts a pass over sequences that all begin from a zero state.
     *
     * @param kept last steps that {@link #backward} may ask for
     */
    void begin(int kept, int sequences);

    /**
     * @param gates pre-activations; activations afterwards
     * @param state the units' outputs, written
     */
    void forward(int step, float[] gates, float[] state);

    /**
     * @param gates activations of the step; gradient of the pre-activations afterwards
     * @param gradient of the units' outputs, from above and from the next step
     */
    void backward(int step, float[] gates, float[] gradient);
}
