package io.portent.model;

/** Somebody asked training to end; nothing was kept. */
public final class TrainingStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TrainingStopped() {
        super("training was stopped");
    }
}
