package io.portent.text;

import java.util.List;

/** The rules by which weights follow their gradients. */
public enum UpdaterKind {
    ADAGRAD("adagrad"),
    ADAM("adam");

    private final String label;

    UpdaterKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The sizes of what it gathers for so many weights, in the order of {@link io.portent.model.engine.Optimizer#state}. */
    public List<Integer> gathers(int weights) {
        return switch (this) {
            case ADAGRAD -> List.of(weights);
            case ADAM -> List.of(weights, weights, 1);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
