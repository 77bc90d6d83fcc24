package io.portent.store;

/**
 * Everything that is remembered between two starts, one role each. Thread-safe. What a method has returned from is on disk;
 * what it has thrown {@link StoreException} from is not there at all.
 */
public interface Store extends AutoCloseable {
    WindowWriter windowWriter();

    WindowReader windowReader();

    ForecastJournal forecasts();

    LabelBook labels();

    InterventionLog interventions();

    OutcomeLog outcomes();

    ModelShelf models();

    Leases leases();

    Housekeeping housekeeping();

    /**
     * Reads enough to know whether the store is whole: seconds for a large one.
     *
     * @throws StoreException if it is not
     */
    void check();

    @Override
    void close();
}
