package io.portent.metrics.prometheus;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.List;
import java.util.Locale;

/** The table of all families: what is registered and what the documentation lists both come from here. */
enum Family {
    FORECAST_HEALTH(
            "portent_forecast_health",
            Collector.Type.STATE_SET,
            "Forecast of the worst health within the horizon; exactly one state is 1.",
            "entity",
            "horizon",
            "portent_forecast_health"),
    FORECAST_PROBABILITY(
            "portent_forecast_probability_ratio",
            Collector.Type.GAUGE,
            "Probability of each state as the worst within the horizon; the three sum to 1. Absent while the forecast is unknown.",
            "entity",
            "horizon",
            "state"),
    FORECAST_TIMESTAMP(
            "portent_forecast_timestamp_seconds",
            Collector.Type.GAUGE,
            "End of the last window that the forecast has seen, as Unix time.",
            "entity"),
    FORECAST_CONTRIBUTION(
            "portent_forecast_contribution_ratio",
            Collector.Type.GAUGE,
            "Share of the forecast's chance that is gone without it, which is a template or another thing that the logs say; the top 5 of a forecast that is worse than what is observed.",
            "entity",
            "template_id",
            "template"),
    FORECAST_RUNS(
            "portent_forecast_runs_total", Collector.Type.COUNTER, "Forecast runs over all entities that succeeded."),
    FORECASTS_AT_ONCE(
            "portent_forecasts_at_once_total",
            Collector.Type.COUNTER,
            "Forecasts of one entity between two runs, because a line announced an incident or was new."),
    FORECAST_RUN_FAILURES("portent_forecast_run_failures_total", Collector.Type.COUNTER, "Forecast runs that failed."),
    FORECAST_DURATION(
            "portent_forecast_duration_seconds",
            Collector.Type.HISTOGRAM,
            "Time a forecast run over all entities took."),
    SHADOW_HEALTH(
            "portent_shadow_forecast_health",
            Collector.Type.STATE_SET,
            "Forecast by the challenger that runs beside the serving model; exactly one state is 1. Absent while there is none.",
            "entity",
            "horizon",
            "portent_shadow_forecast_health"),
    SHADOW_PROBABILITY(
            "portent_shadow_forecast_probability_ratio",
            Collector.Type.GAUGE,
            "Probability of each state by the challenger that runs beside the serving model; the three sum to 1. Absent while there is none or its forecast is unknown.",
            "entity",
            "horizon",
            "state"),
    SHADOW_MODEL(
            "portent_shadow_model_info",
            Collector.Type.INFO,
            "The challenger that runs beside the serving model; absent while there is none.",
            "version",
            "network"),
    DRIFT_SCORE(
            "portent_drift_score_ratio",
            Collector.Type.GAUGE,
            "How far the recent logs are from those the model learnt from: 0 is alike; beyond model.max_drift the forecast is unknown. Absent where the model cannot tell.",
            "entity"),
    HEALTH(
            "portent_health",
            Collector.Type.STATE_SET,
            "Health that is observed now; exactly one state is 1.",
            "entity",
            "portent_health"),
    ENTITIES_DROPPED(
            "portent_entities_dropped_total",
            Collector.Type.COUNTER,
            "Forecasts and observations left out because their entity is one more than the limit on entities."),
    MODEL(
            "portent_model_info",
            Collector.Type.INFO,
            "The model that serves; absent while there is none.",
            "version",
            "network"),
    MODEL_TRAINED(
            "portent_model_trained_timestamp_seconds",
            Collector.Type.GAUGE,
            "When the model that serves was trained, as Unix time; absent while there is none."),
    MODEL_SKILL(
            "portent_model_skill_ratio",
            Collector.Type.GAUGE,
            "Brier skill of the model over a baseline on data later than its training: 1 is perfect, 0 as good as the baseline.",
            "horizon",
            "baseline"),
    TEMPLATES("portent_templates", Collector.Type.GAUGE, "Log templates known."),
    TEMPLATES_NEW(
            "portent_templates_new_total",
            Collector.Type.COUNTER,
            "Log templates that the model lacks, each counted once in a data window."),
    TEMPLATES_OVERFLOWED(
            "portent_templates_overflowed_total",
            Collector.Type.COUNTER,
            "Log events that fitted no template when there were as many as allowed."),
    WINDOW_KEYS_DROPPED(
            "portent_window_keys_dropped_total",
            Collector.Type.COUNTER,
            "Templates, parameter values, exceptions and fields left out of a window that held as many as allowed."),
    LOG_LINES(
            "portent_log_lines_total",
            Collector.Type.COUNTER,
            "Log lines read: those parsed, those unparsed and those filtered.",
            "source"),
    LOG_UNPARSED(
            "portent_log_unparsed_lines_total",
            Collector.Type.COUNTER,
            "Log lines that the format could not read.",
            "source"),
    LOG_FILTERED(
            "portent_log_filtered_lines_total",
            Collector.Type.COUNTER,
            "Blank log lines, which are no records.",
            "source"),
    LOG_BYTES(
            "portent_log_bytes_total",
            Collector.Type.COUNTER,
            "Bytes of log text read, after decompression.",
            "source"),
    LOG_LAG(
            "portent_log_lag_seconds",
            Collector.Type.GAUGE,
            "Time from the newest log event to the moment it was looked at.",
            "source"),
    LOG_ROTATIONS(
            "portent_log_rotations_total",
            Collector.Type.COUNTER,
            "New files found in the place of followed ones.",
            "source"),
    LOG_TRUNCATIONS(
            "portent_log_truncations_total",
            Collector.Type.COUNTER,
            "Followed files that were written anew in place.",
            "source"),
    LOG_GENERATIONS_MISSED(
            "portent_log_generations_missed_total",
            Collector.Type.COUNTER,
            "Followed files that went away before they were read to their known end.",
            "source"),
    LOG_LATE(
            "portent_log_late_events_total",
            Collector.Type.COUNTER,
            "Log events dropped because their window had closed before they came, or because no other shared their date.",
            "source"),
    LOG_FUTURE(
            "portent_log_future_events_total",
            Collector.Type.COUNTER,
            "Log events dropped because their time was more than an hour ahead of their arrival.",
            "source"),
    LOG_DROPPED(
            "portent_log_dropped_events_total",
            Collector.Type.COUNTER,
            "Log events dropped because their entity is one more than the limit on entities.",
            "source"),
    LOG_WITHOUT_ENTITY(
            "portent_log_events_without_entity_total",
            Collector.Type.COUNTER,
            "Log events dropped because they lack the field that names the entity.",
            "source"),
    LOG_HELD(
            "portent_log_held_events",
            Collector.Type.GAUGE,
            "Log events held back now, until others or the clock confirm their time."),
    LOG_LONG_LINES(
            "portent_log_long_lines_total",
            Collector.Type.COUNTER,
            "Log lines that lost their tail to the length limit.",
            "source"),
    LOG_READ_FAILURES(
            "portent_log_read_failures_total",
            Collector.Type.COUNTER,
            "Attempts to open or read a log file that failed, and connections of senders that broke or were one too many.",
            "source"),
    LOG_REFUSED(
            "portent_log_refused_lines_total",
            Collector.Type.COUNTER,
            "Log lines that were sent to the agent and not taken, because too many waited already.",
            "source"),
    LOG_CLIENTS(
            "portent_log_clients",
            Collector.Type.GAUGE,
            "Clients that are connected to send log lines; of sources that listen over TCP alone.",
            "source"),
    LOG_UNREADABLE_FILES(
            "portent_log_unreadable_files",
            Collector.Type.GAUGE,
            "Log files and directories that are there and could not be read when it was last tried.",
            "source"),
    OUTCOME_ALARMS(
            "portent_outcome_alarms_total",
            Collector.Type.COUNTER,
            "Alarms raised by forecasts, counted once it is known whether they came true."),
    OUTCOME_TRUE_ALARMS(
            "portent_outcome_true_alarms_total",
            Collector.Type.COUNTER,
            "Alarms that an onset of red followed within the horizon."),
    OUTCOME_ONSETS(
            "portent_outcome_onsets_total",
            Collector.Type.COUNTER,
            "Onsets of red that came while there was a forecast."),
    OUTCOME_MISSED_ONSETS(
            "portent_outcome_missed_onsets_total",
            Collector.Type.COUNTER,
            "Onsets of red while there was a forecast, that no alarm came before in time."),
    OUTCOME_INTERVENED(
            "portent_outcome_intervened_total",
            Collector.Type.COUNTER,
            "Alarms that no onset followed and upon which somebody had acted: neither true nor false."),
    OUTCOME_LEAD(
            "portent_outcome_lead_seconds",
            Collector.Type.HISTOGRAM,
            "Time from the first red forecast whose horizon reached the onset to that onset."),
    RETRAIN_LAST_SUCCESS(
            "portent_retrain_last_success_timestamp_seconds",
            Collector.Type.GAUGE,
            "When a retrain last came to a decision, as Unix time; absent while it never has."),
    RETRAIN_PROMOTIONS(
            "portent_retrain_promotions_total", Collector.Type.COUNTER, "Retrains after which the challenger serves."),
    RETRAIN_REJECTIONS(
            "portent_retrain_rejections_total", Collector.Type.COUNTER, "Retrains after which the champion stayed."),
    RETRAIN_FAILURES(
            "portent_retrain_failures_total", Collector.Type.COUNTER, "Retrains that ended without a decision."),
    RETRAIN_RUNNING("portent_retrain_running", Collector.Type.GAUGE, "1 while a retrain is under way, else 0."),
    RETRAIN_PROGRESS(
            "portent_retrain_progress_ratio",
            Collector.Type.GAUGE,
            "Share of the present retrain that is done; 0 while none is under way."),
    RETRAIN_LAST_CAUSE(
            "portent_retrain_last_cause",
            Collector.Type.STATE_SET,
            "What decided the last retrain; exactly one is 1, none while there never was one.",
            "portent_retrain_last_cause"),
    STORE_ERRORS(
            "portent_store_errors_total",
            Collector.Type.COUNTER,
            "Calls of the store that failed, by what was wrong.",
            "problem"),
    STORE_DROPPED(
            "portent_store_dropped_total",
            Collector.Type.COUNTER,
            "Forecasts and outcomes left out of the journal: too many waited for the store."),
    STORE_PENDING("portent_store_pending_windows", Collector.Type.GAUGE, "Closed windows that wait to be stored."),
    LABELS(
            "portent_labels",
            Collector.Type.GAUGE,
            "Labels of health known, by source; the smallest sources beyond 30 are one, other.",
            "source"),
    CONFIG_RELOAD_SUCCESSFUL(
            "portent_config_last_reload_successful",
            Collector.Type.GAUGE,
            "1 where the configuration as it was looked at last is in force, 0 where it was refused and the one before stays."),
    CONFIG_RELOAD_TIMESTAMP(
            "portent_config_last_reload_success_timestamp_seconds",
            Collector.Type.GAUGE,
            "When a configuration was last taken, at the start or since, as Unix time."),
    WEB_REFUSED(
            "portent_web_refused_requests_total",
            Collector.Type.COUNTER,
            "Requests over HTTP that were turned away, by why.",
            "reason"),
    BUILD("portent_build_info", Collector.Type.INFO, "The build that runs.", "version", "revision");

    private final String fullName;
    private final Collector.Type type;
    private final String help;
    private final String labels; // joined by a comma: an enum's fields are immutable

    Family(String fullName, Collector.Type type, String help, String... labels) {
        this.fullName = fullName;
        this.type = type;
        this.help = help;
        this.labels = String.join(",", labels);
    }

    MetricDoc doc() {
        return new MetricDoc(fullName, type.name().replace("_", "").toLowerCase(Locale.ROOT), List.of(labels()), help);
    }

    Counter counter() {
        require(Collector.Type.COUNTER);
        return Counter.build(fullName, help).labelNames(labels()).create();
    }

    Gauge gauge() {
        require(Collector.Type.GAUGE);
        return Gauge.build(fullName, help).labelNames(labels()).create();
    }

    Histogram histogram(double... buckets) {
        require(Collector.Type.HISTOGRAM);
        return Histogram.build(fullName, help).buckets(buckets).create();
    }

    /** For what is computed at each scrape. */
    MetricFamilySamples with(List<Sample> samples) {
        return new MetricFamilySamples(familyName(), type, help, samples);
    }

    Sample sample(double value, String... labelValues) {
        return new Sample(fullName, List.of(labels()), List.of(labelValues), value);
    }

    /** The library names info families without their suffix. */
    private String familyName() {
        return type == Collector.Type.INFO ? fullName.substring(0, fullName.length() - "_info".length()) : fullName;
    }

    private String[] labels() {
        return labels.isEmpty() ? new String[0] : labels.split(",", -1);
    }

    private void require(Collector.Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException(fullName + " must be a " + wanted + ", was " + type);
        }
    }
}
