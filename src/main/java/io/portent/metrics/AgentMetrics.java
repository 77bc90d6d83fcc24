package io.portent.metrics;

import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the daemon tells the outside about itself. Thread-safe; every call is cheap and none throws on data. */
public interface AgentMetrics {
    /** The meter of one configured source; its series exist, at zero, from this call on. */
    SourceMeter source(String name);

    /** Replaces what was published of this entity before. */
    void published(Forecast forecast);

    /** The health that is observed now; null where it is unknown. */
    void observed(String entity, @Nullable HealthState state);

    /** Removes every series of an entity that has gone. */
    void forget(String entity);

    /** A forecast run over all entities ended well. */
    void forecastRun(Duration took);

    /** A forecast run failed; it is not counted as a run. */
    void forecastFailed();

    /** The model that serves from now on. */
    void model(String version, String network, Instant trained, List<Skill> skills);

    /** No model serves; its series go. */
    void noModel();

    /** Templates known now. */
    void templates(int known);

    /** Templates seen for the first time. */
    void newTemplates(long count);

    /** Alarms raised by forecasts whose horizon has passed, so that their outcome is known. */
    void alarms(long count);

    /** Those of the alarms that an onset followed in time. */
    void trueAlarms(long count);

    /** Onsets that were observed. */
    void onsets(long count);

    /** Those of the onsets that no alarm came before. */
    void missedOnsets(long count);

    /** From the first alarm to its onset. */
    void lead(Duration lead);

    /** Which build runs. */
    void build(String version, String revision);
}
