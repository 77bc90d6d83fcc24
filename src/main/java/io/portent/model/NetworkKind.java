package io.portent.model;

/** The recurrent layers that a configuration can name. */
public enum NetworkKind {
    SIMPLE_RNN("simple-rnn"),
    LSTM("lstm"),
    GRU("gru");

    private final String label;

    NetworkKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
