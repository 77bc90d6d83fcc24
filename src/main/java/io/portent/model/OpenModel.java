package io.portent.model;

/** A model that is ready to answer, and may hold memory for it until it is closed. Not thread-safe. */
public interface OpenModel extends RiskModel, AutoCloseable {
    @Override
    void close();
}
