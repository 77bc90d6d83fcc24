package io.portent.dataset;

import io.portent.codec.WindowCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model of health reads at each step: the window, and the health until then.
 *
 * @param past columns behind those of the codec
 */
public record Inputs(WindowCodec codec, HealthPast past) {
    /** Columns that the logs have no part in: the clock, and the entity's own health. */
    List<Integer> unread() {
        List<Integer> columns = new ArrayList<>(codec.clock());
        for (int column = codec.features().size(); column < size(); column++) {
            columns.add(column);
        }
        return columns;
    }

    /** Width of a step's vector. */
    public int size() {
        return codec.features().size() + past.columns().size();
    }
}
