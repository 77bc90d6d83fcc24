package io.portent.dataset;

import io.portent.codec.WindowCodec;

/**
 * What a model of health reads at each step: the window, and the health until then.
 *
 * @param past columns behind those of the codec
 */
public record Inputs(WindowCodec codec, HealthPast past) {
    /** Width of a step's vector. */
    public int size() {
        return codec.features().size() + past.columns().size();
    }
}
