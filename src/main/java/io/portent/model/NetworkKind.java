package io.portent.model;

import java.util.Arrays;
import java.util.List;

/** The recurrent layers that a configuration can name. */
public enum NetworkKind {
    SIMPLE_RNN("simple-rnn", CellKind.SIMPLE_RNN, false),
    LSTM("lstm", CellKind.LSTM, false),
    GRU("gru", CellKind.GRU, false),
    BIDIRECTIONAL_SIMPLE_RNN("bidirectional-simple-rnn", CellKind.SIMPLE_RNN, true),
    BIDIRECTIONAL_LSTM("bidirectional-lstm", CellKind.LSTM, true),
    BIDIRECTIONAL_GRU("bidirectional-gru", CellKind.GRU, true);

    private final String label;
    private final CellKind cell;
    private final boolean bidirectional;

    NetworkKind(String label, CellKind cell, boolean bidirectional) {
        this.label = label;
        this.cell = cell;
        this.bidirectional = bidirectional;
    }

    public String label() {
        return label;
    }

    public CellKind cell() {
        return cell;
    }

    /** Whether it reads a sequence from both ends, and so answers once all of it is there, instead of at every step. */
    public boolean bidirectional() {
        return bidirectional;
    }

    /** Those that answer at every step, from what came before it. */
    public static List<NetworkKind> forward() {
        return Arrays.stream(values()).filter(kind -> !kind.bidirectional).toList();
    }
}
