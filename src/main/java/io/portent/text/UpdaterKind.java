package io.portent.text;

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

    @Override
    public String toString() {
        return label;
    }
}
