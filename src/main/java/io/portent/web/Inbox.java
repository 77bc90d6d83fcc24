package io.portent.web;

import java.util.Map;

/**
 * What others may tell and ask. Called on several threads at once; what a method has returned from is kept. Each answers with JSON, and
 * throws {@link RefusedException} for what it does not understand and {@link UnavailableException} for what it could not keep.
 */
public interface Inbox {
    /** A notification of Alertmanager. */
    String alerts(String body);

    String labels(String body);

    String interventions(String body);

    /**
     * A label that a person has told by mistake is one no more.
     *
     * @param query {@code key}
     */
    String takeBack(Map<String, String> query);

    /**
     * The labels that are known.
     *
     * @param query {@code since}, {@code until}, {@code entity}; any may be missing
     * @param trusted whether the one who asks may read what people wrote
     */
    String labels(Map<String, String> query, boolean trusted);
}
