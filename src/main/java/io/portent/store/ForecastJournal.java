package io.portent.store;

import io.portent.forecast.Forecast;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every forecast that was made, so that it can be held against what happened. */
public interface ForecastJournal {
    /** In one transaction. An entry of the same entity, time and model replaces the former one. */
    void record(List<Entry> entries);

    /** Entries whose forecast was made within the span, by time. */
    void forecasts(@Nullable String entity, TimeSpan span, Consumer<Entry> out);

    /**
     * @param model the version that made it; empty where no model did
     * @param shadow made beside the serving model, and shown to nobody
     */
    record Entry(Forecast forecast, String model, boolean shadow) {
        public Entry {
            Limits.key("entity", forecast.entity());
            Limits.millis("forecast time", forecast.time());
            Limits.keyOrEmpty("model", model);
        }
    }
}
