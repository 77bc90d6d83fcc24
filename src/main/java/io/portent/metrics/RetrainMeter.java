package io.portent.metrics;

import java.time.Instant;

/** How training again goes, told by whoever watches it. Thread-safe. */
public interface RetrainMeter {
    /**
     * A run is under way.
     *
     * @param progress share of it that is done, in [0, 1]; what lies outside is taken for the nearer end
     */
    void running(double progress);

    /** None is under way, whatever became of the last one. */
    void idle();

    /** When the last run ended that came to a decision; for after a start, when an earlier process saw it. */
    void lastSuccess(Instant at);

    /** A run came to a decision: the challenger serves. */
    void promoted(Instant at);

    /** A run came to a decision: the champion stays. */
    void rejected(Instant at);

    /** A run ended without a decision. */
    void failed();

    /** What decided the last run, also when an earlier process saw it; one of those that the meter was asked for with. */
    void cause(String last);
}
