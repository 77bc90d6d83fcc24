package io.portent.metrics;

/** What the store is doing. Thread-safe. */
public interface StoreMeter {
    /** The store could not do what it was asked. */
    void failed(String problem);

    /** Forecasts and outcomes that were given up: too many waited. */
    void dropped(long entries);

    /** Closed windows that wait to be kept. */
    void pending(long windows);
}
