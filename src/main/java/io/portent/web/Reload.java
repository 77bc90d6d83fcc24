package io.portent.web;

/** Has the configuration read again. Called on several threads at once. */
public interface Reload {
    /** What came of it. */
    enum Outcome {
        /** What the file says is in force. */
        TAKEN,
        /** The file cannot be used; what was in force stays. */
        REFUSED,
        /** What the file says needs a restart; what was in force stays. */
        RESTART,
        /** It is being read for another, or the agent is not ready for it; nothing was looked at. */
        BUSY
    }

    /** @param text for a person: what has changed, or all that is wrong, one line each */
    record Answer(Outcome outcome, String text) {}

    Answer reload();
}
