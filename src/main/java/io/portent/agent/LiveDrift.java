package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.drift.DriftMeter;
import io.portent.drift.DriftScale;
import io.portent.pipeline.Translation;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far each entity's logs have drifted from those the serving model has learnt from. Thread-safe. */
final class LiveDrift {
    private static final Logger log = LoggerFactory.getLogger(LiveDrift.class);

    private final Map<String, DriftMeter> meters = new HashMap<>();
    private @Nullable DriftScale scale;

    /** Measures by another model from now on, the last windows of the store first. */
    synchronized void serve(ModelDirectory.@Nullable Named model, @Nullable Store store, Instant now) {
        meters.clear();
        scale = model == null ? null : model.bundle().driftScale();
        if (scale == null || model == null || store == null) {
            return;
        }
        Instant until = now.truncatedTo(ChronoUnit.MILLIS);
        TimeSpan span = new TimeSpan(until.minus(scale.span()), until);
        try {
            Translation translation = Translation.of(model.bundle().templates(), StoredHistory.told(store));
            store.windowReader().windows(null, span, window -> closed(translation.of(window)));
        } catch (StoreException e) {
            log.warn("drift is told only of what is read from now on: {}", e.getMessage());
        }
    }

    /** The next window, as the serving model reads it. */
    synchronized void closed(Window window) {
        DriftScale by = scale;
        if (by != null) {
            meters.computeIfAbsent(window.entity(), entity -> by.meter()).add(window);
        }
    }

    /** NaN where it cannot be told. */
    synchronized double score(String entity) {
        DriftMeter meter = meters.get(entity);
        return meter == null ? Double.NaN : meter.score();
    }

    /** What the score is made of; empty where there is none. */
    synchronized String reason(String entity) {
        DriftMeter meter = meters.get(entity);
        return meter == null ? "" : meter.reason();
    }

    synchronized void forget(String entity) {
        meters.remove(entity);
    }
}
