package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.drift.DriftMeter;
import io.portent.drift.DriftScale;
import io.portent.pipeline.Translation;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.window.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each entity's logs have drifted from those the serving model has learnt from. Thread-safe, and nobody waits for the
 * store: while its windows are read, those that close meanwhile are measured beside them.
 */
final class LiveDrift {
    private static final Logger log = LoggerFactory.getLogger(LiveDrift.class);

    private final Map<String, Measured> entities = new HashMap<>();
    private @Nullable DriftScale scale;

    /** One entity's meter and the windows that it has counted: each once, though they are told again by a second engine. */
    private static final class Measured {
        private final DriftMeter meter;
        /** Start of the first one that was told. */
        private Instant told = Instant.MAX;

        private Instant end = Instant.MIN;

        Measured(DriftMeter meter) {
            this.meter = meter;
        }

        void closed(Window window) {
            if (!window.start().isBefore(end)) {
                told = told.isBefore(window.start()) ? told : window.start();
                add(window);
            }
        }

        void stored(Window window) {
            if (window.start().isBefore(told)) {
                add(window);
            }
        }

        private void add(Window window) {
            end = end.isAfter(window.end()) ? end : window.end();
            meter.add(window);
        }
    }

    /** Measures by another model from now on, the last windows of the store first. */
    void serve(ModelDirectory.@Nullable Named model, @Nullable WindowReader store, Instant now) {
        DriftScale next = model == null ? null : model.bundle().driftScale();
        measureBy(next);
        if (next == null || model == null || store == null) {
            return;
        }
        Instant until = now.truncatedTo(ChronoUnit.MILLIS);
        TimeSpan span = new TimeSpan(until.minus(next.span()), until);
        try {
            Translation translation = Translation.of(model.bundle().templates(), StoredHistory.told(store));
            store.windows(null, span, window -> stored(translation.of(window)));
        } catch (StoreException e) {
            log.warn("drift is told only of what is read from now on: {}", e.getMessage());
        }
    }

    private synchronized void measureBy(@Nullable DriftScale next) {
        entities.clear();
        scale = next;
    }

    private synchronized void stored(Window window) {
        measured(window.entity()).ifPresent(one -> one.stored(window));
    }

    /** The next window, as the serving model reads it. */
    synchronized void closed(Window window) {
        measured(window.entity()).ifPresent(one -> one.closed(window));
    }

    private Optional<Measured> measured(String entity) {
        DriftScale by = scale;
        return by == null
                ? Optional.empty()
                : Optional.of(entities.computeIfAbsent(entity, name -> new Measured(by.meter())));
    }

    /** NaN where it cannot be told. */
    synchronized double score(String entity) {
        Measured one = entities.get(entity);
        return one == null ? Double.NaN : one.meter.score();
    }

    /** What the score is made of; empty where there is none. */
    synchronized String reason(String entity) {
        Measured one = entities.get(entity);
        return one == null ? "" : one.meter.reason();
    }

    synchronized void forget(String entity) {
        entities.remove(entity);
    }
}
