package io.portent.health;

/**
 * A label, and how far it is to be believed.
 *
 * @param confidence in [0, 1]
 */
public record Statement(Label label, double confidence) {
    public Statement {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], was " + confidence);
        }
    }

    /** A label that does not say how far: as far as labels of its source's kind are. */
    public static Statement of(Label label) {
        return new Statement(label, SourceKind.of(label.source()).confidence());
    }
}
