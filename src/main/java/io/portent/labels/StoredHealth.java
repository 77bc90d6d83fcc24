package io.portent.labels;

import io.portent.health.Intervention;
import io.portent.health.Statement;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The store's labels and interventions as health knows them. */
final class StoredHealth {
    private final Store store;
    private final Duration aftermath;

    StoredHealth(Store store, Duration aftermath) {
        this.store = store;
        this.aftermath = aftermath;
    }

    List<Statement> labels(TimeSpan span) {
        return store.labels().labels(span).stream()
                .map(recorded -> new Statement(recorded.label(), recorded.confidence()))
                .toList();
    }

    /** Those whose aftermath reaches into the span. */
    List<Intervention> interventions(TimeSpan span) {
        return store.interventions().interventions(new TimeSpan(earlier(span.from(), aftermath), span.until())).stream()
                .map(one -> new Intervention(one.entity(), one.time()))
                .toList();
    }

    /** Not beyond what a store can hold. */
    static Instant earlier(Instant time, Duration by) {
        return time.isBefore(TimeSpan.ALL.from().plus(by)) ? TimeSpan.ALL.from() : time.minus(by);
    }

    static Instant later(Instant time, Duration by) {
        return time.isAfter(TimeSpan.ALL.until().minus(by)) ? TimeSpan.ALL.until() : time.plus(by);
    }
}
