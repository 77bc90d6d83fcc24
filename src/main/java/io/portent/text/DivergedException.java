package io.portent.text;

/** Training has come to weights or a loss that are no numbers any more; what was learnt is lost, and no step from there helps. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DivergedException(long iterations) {
        super("learning has diverged: after iteration " + iterations + " the weights are no numbers any more");
    }
}
