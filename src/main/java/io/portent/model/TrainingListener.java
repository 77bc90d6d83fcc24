package io.portent.model;

/** Hears how training goes on; called from all threads that train. */
public interface TrainingListener {
    /**
     * One epoch has ended. Losses are mean binary cross-entropy per target.
     *
     * @param member counts from 0
     * @param heldOut on the block that this member does not learn from
     */
    void epoch(int member, int epoch, double loss, double heldOut);

    /** Asked between optimizer steps; true ends training with {@link TrainingStopped}. */
    boolean stop();
}
