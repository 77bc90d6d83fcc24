package io.portent.metrics;

import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the daemon tells the outside about itself. Thread-safe; every call is cheap and none throws on data. */
public interface AgentMetrics {
    /** The meter of one configured source; its series exist, at zero, from this call on. */
    SourceMeter source(String name);

    /**
     * Replaces what was published of this entity before.
     *
     * @param contributions what drives it, the strongest first
     */
    void published(Forecast forecast, List<Contribution> contributions);

    /** A forecast that nothing is known to drive. */
    default void published(Forecast forecast) {
        published(forecast, List.of());
    }

    /**
     * Replaces what was published of this entity's forecast by the challenger that runs beside the serving model.
     * {@link #noShadow} takes all of them away.
     */
    void shadowed(Forecast forecast);

    /** The challenger whose forecasts are published from now on. */
    void shadowModel(String version, String network);

    /** No challenger runs beside the serving model; its series go. */
    void noShadow();

    /** How far the entity's logs are from those that the serving model learnt from; NaN where it cannot tell. */
    void drifted(String entity, double score);

    /** The health that is observed now; null where it is unknown. */
    void observed(String entity, @Nullable HealthState state);

    /** Removes every series of an entity that has gone. */
    void forget(String entity);

    /** A forecast run over all entities ended well. */
    void forecastRun(Duration took);

    /** One entity was forecast between two runs, because of a line. */
    void forecastAtOnce();

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

    /** Events that fitted no template when there were as many as allowed. */
    void overflowed(long events);

    /** Templates, values, exceptions and fields left out of a window that held as many as allowed. */
    void leftOut(long keys);

    /** Events held back now, until others confirm their time. */
    void held(long events);

    /** Alarms raised by forecasts whose horizon has passed, so that their outcome is known. */
    void alarms(long count);

    /** Those of the alarms that an onset followed in time. */
    void trueAlarms(long count);

    /** Onsets that were observed. */
    void onsets(long count);

    /** Those of the onsets that no alarm came before. */
    void missedOnsets(long count);

    /** Alarms that no onset followed, and upon which somebody had acted: neither true nor false. */
    void intervened(long count);

    /** From the first alarm to its onset. */
    void lead(Duration lead);

    /**
     * How training again goes. The same at each call.
     *
     * @param causes all that can decide a run; each has a series, at zero, from this call on
     */
    RetrainMeter retrain(Collection<String> causes);

    /**
     * What the store is doing.
     *
     * @param problems all there can be; their counters exist, at zero, from this call on
     */
    StoreMeter store(Collection<String> problems);

    /** Of an agent that follows its configuration; without this call it has no such series. To be called once. */
    ConfigMeter config();

    /** The source is no longer configured: its series go. */
    void noSource(String name);

    /** Replaces how many labels are known, by their source. */
    void labels(Map<String, Long> known);

    /**
     * A request over HTTP was turned away.
     *
     * @param reason of a closed set
     */
    void refused(String reason);

    /** All reasons there can be; their counters exist, at zero, from this call on. */
    void refusals(Collection<String> reasons);

    /** Which build runs. */
    void build(String version, String revision);
}
