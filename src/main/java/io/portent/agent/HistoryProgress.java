package io.portent.agent;

/** Hears how far the reading of logs has come. Called for every event: implementations must be cheap. */
public interface HistoryProgress {
    void events(String doing, long soFar);
}
