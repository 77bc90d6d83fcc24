package io.portent.simulate;

/** What became of the requests: {@code arrived = done + failed + inFlight} at every moment. */
final class Tally {
    private long arrived;
    private long done;
    private long failed;
    private long bad;

    void arrived() {
        arrived++;
    }

    void done(boolean slow) {
        done++;
        if (slow) {
            bad++;
        }
    }

    void failed() {
        failed++;
        bad++;
    }

    long arrivals() {
        return arrived;
    }

    long completions() {
        return done;
    }

    long failures() {
        return failed;
    }

    /** Failed, or done too slowly. */
    long badOnes() {
        return bad;
    }

    long inFlight() {
        return arrived - done - failed;
    }
}
