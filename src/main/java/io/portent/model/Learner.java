package io.portent.model;

import java.util.Iterator;

/** What takes one optimizer step per batch. Not thread-safe. */
public interface Learner extends AutoCloseable {
    /**
     * Takes one optimizer step.
     *
     * @return cross-entropy before the step, summed over counted targets
     */
    double fit(Batch batch);

    /** Told after each step. */
    interface Listener {
        /** @return whether to go on */
        boolean learnt(Batch batch, double loss);
    }

    /**
     * Learns batches one after the other; all training goes through here.
     *
     * @return false where the listener has ended it
     */
    static boolean learn(Learner learner, Iterator<Batch> batches, Listener listener) {
        while (batches.hasNext()) {
            Batch batch = batches.next();
            if (!listener.learnt(batch, learner.fit(batch))) {
                return false;
            }
        }
        return true;
    }

    @Override
    void close();
}
