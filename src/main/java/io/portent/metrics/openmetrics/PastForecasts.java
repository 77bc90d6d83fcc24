package io.portent.metrics.openmetrics;

import io.portent.forecast.Forecast;
import java.util.Collection;
import java.util.function.Consumer;

/** Forecasts that can be gone through again and again: the format wants each series in one piece. */
public interface PastForecasts {
    Collection<String> entities();

    /** All of one entity, in the order of time; the same at each call. */
    void of(String entity, Consumer<Forecast> out);
}
