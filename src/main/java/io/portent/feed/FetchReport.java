package io.portent.feed;

import io.portent.store.LabelBook.Changes;
import java.util.Map;

/**
 * What one question to another system came to.
 *
 * @param merged labels that have become part of another, because the time between them is known now
 * @param interventions that were not known before
 */
public record FetchReport(Changes labels, int merged, int interventions, Map<Ignored, Integer> ignored) {
    public FetchReport {
        ignored = Map.copyOf(ignored);
    }
}
