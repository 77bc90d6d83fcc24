package io.portent.bundle;

/**
 * How far a run of retraining is.
 *
 * @param fit 1: the challenger that is scored; 2: the one that will serve, on all of the history
 * @param member of the ensemble, from 1
 * @param epoch of that member, from 1
 * @param heldOutLoss of the member after that epoch
 * @param done share of the epochs that this fit may take at most, in [0, 1]; most stop earlier
 */
public record RetrainProgress(int fit, int member, int epoch, double heldOutLoss, double done) {
    public RetrainProgress {
        if (fit < 1 || member < 1 || epoch < 1 || !(done >= 0 && done <= 1)) {
            throw new IllegalArgumentException("fit, member and epoch must be >= 1 and done in [0, 1], were " + fit
                    + ", " + member + ", " + epoch + " and " + done);
        }
    }
}
