package io.portent.store;

import java.time.Instant;
import java.util.List;

/** When somebody acted, so that a failure which did not come is no false alarm. */
public interface InterventionLog {
    /** One of a known key replaces the former one. */
    void record(Intervention intervention);

    /** Those within the span, by time. */
    List<Intervention> interventions(TimeSpan span);

    /**
     * @param key what makes it the same one when it is told again
     * @param entity empty: all entities
     */
    record Intervention(String key, String entity, Instant time, String source, String note) {
        public Intervention {
            Limits.key("key", key);
            Limits.keyOrEmpty("entity", entity);
            Limits.millis("time", time);
            Limits.key("source", source);
        }
    }
}
