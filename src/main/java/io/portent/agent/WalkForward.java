package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.labels.LabelSources;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.pipeline.NotEnoughException;
import io.portent.retrain.Fold;
import io.portent.store.ForecastJournal;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent would have forecast of a past that it has not seen: the stored windows of a span are cut into parts, and each is
 * forecast by a model that has learnt from earlier time alone. The models are thrown away; what they say is journalled under
 * a name of their own, as made in shadow, since nobody was shown it.
 *
 * <p>Run again over the same windows and labels it journals the same again.
 */
public final class WalkForward {
    /** A colon is in no version of a bundle, so these entries never stand in the place of others. */
    private static final String MODEL = "backfill:";

    private static final int BATCH = 500;

    private final AgentConfig config;
    private final NetworkFactory networks;
    private final Store store;
    private final TrainingListener listener;

    public WalkForward(AgentConfig config, NetworkFactory networks, Store store, TrainingListener listener) {
        this.config = config;
        this.networks = networks;
        this.store = store;
        this.listener = listener;
    }

    /**
     * One part.
     *
     * @param model under which its forecasts are journalled
     * @param forecasts that were made, those that are unknown among them
     * @param shortage what there was too little of to learn from, one sentence; null where a model was made
     */
    public record Part(
            String model,
            Fold fold,
            long forecasts,
            @Nullable String shortage) {}

    /**
     * All parts, in the order of time.
     *
     * @param health that the models were taught
     */
    public record Outcome(List<Part> parts, HealthHistory health) {
        public Outcome {
            parts = List.copyOf(parts);
        }
    }

    /**
     * What a file has.
     *
     * @param forecasts written
     * @param leftOut forecasts of moments at which a running agent had shown one
     */
    public record Written(long forecasts, long leftOut) {}

    /** For before the logs are read, which may take long: label files that cannot be read, a file that cannot be written. */
    public void check(Path file) throws IOException {
        new LabelSources(config.labels(), Settings.horizons(config).longest(), store).check();
        OpenMetricsFile.requireWritable(file);
    }

    /**
     * Learns, forecasts and journals, part by part. A part that has too little before it has no forecasts.
     *
     * @param folds parts with a forecast, if there is enough to learn from
     * @throws NotEnoughException if no part has a forecast; the message says what is missing
     */
    public Outcome run(TimeSpan span, int folds) throws IOException {
        HealthHistory health =
                new LabelSources(config.labels(), Settings.horizons(config).longest(), store).history(span);
        StoredHistory history = StoredHistory.read(store, span);
        Challenge challenge = new Challenge(config, networks, listener, history, health);
        LastHeard heard = new LastHeard(history.windows());
        List<Part> parts = new ArrayList<>();
        for (Fold fold : Fold.of(span.from(), span.until(), folds, challenge.gap(), config.window()::startOf)) {
            parts.add(part(challenge, fold, heard));
        }
        if (parts.stream().allMatch(part -> part.shortage() != null)) {
            throw new NotEnoughException("no forecast could be made of the stored windows"
                    + (parts.isEmpty() ? "" : ": " + parts.get(parts.size() - 1).shortage()));
        }
        return new Outcome(parts, health);
    }

    private Part part(Challenge challenge, Fold fold, LastHeard heard) {
        String model = MODEL + fold.learntUntil();
        Bundle bundle;
        try {
            bundle = challenge.fit(fold.learntUntil());
        } catch (NotEnoughException e) {
            return new Part(model, fold, 0, String.valueOf(e.getMessage()));
        }
        Journal journal = new Journal(model);
        challenge.evaluation(bundle, fold.from(), fold.until()).forecasts(networks, forecast -> {
            if (forecast.time().isAfter(fold.from())) {
                journal.add(asShown(forecast, fold, heard));
            }
        });
        journal.write();
        return new Part(model, fold, journal.written, null);
    }

    /** A running agent asks more than whether there are windows enough. */
    private Forecast asShown(Forecast forecast, Fold fold, LastHeard heard) {
        String why = stale(forecast, fold, heard.at(forecast.entity(), forecast.time()));
        return why == null
                ? forecast
                : Forecast.unknown(
                        forecast.entity(),
                        forecast.time(),
                        Settings.horizons(config).horizons(),
                        why);
    }

    private @Nullable String stale(Forecast forecast, Fold fold, @Nullable Instant heard) {
        if (heard == null) {
            return "stale input: no log line yet";
        }
        // The window is closed by then, not before.
        Instant now = forecast.time().plus(config.window().lateness());
        if (Duration.between(heard, now).compareTo(config.forecast().staleAfter()) > 0) {
            return "stale input: no log line since " + heard;
        }
        if (Duration.between(fold.learntUntil(), now).compareTo(config.model().maxAge()) > 0) {
            return "stale model: trained until " + fold.learntUntil() + ", older than model.max_age";
        }
        return null;
    }

    /**
     * Writes what was journalled, for {@code promtool tsdb create-blocks-from openmetrics}. The file is whole or not there.
     *
     * @param job label of every series
     */
    public Written write(Outcome outcome, String job, Path file) throws IOException {
        WalkedForecasts walked = new WalkedForecasts(store, outcome.parts());
        OpenMetricsFile.write(file, job, walked, outcome.health());
        return new Written(walked.unshown(), walked.shown());
    }

    /** In batches: a transaction for each forecast would take an hour for a month. */
    private final class Journal {
        private final String model;
        private final List<ForecastJournal.Entry> pending = new ArrayList<>();
        private long written;

        Journal(String model) {
            this.model = model;
        }

        void add(Forecast forecast) {
            pending.add(new ForecastJournal.Entry(forecast, model, true));
            if (pending.size() == BATCH) {
                write();
            }
        }

        void write() {
            store.forecasts().record(pending);
            written += pending.size();
            pending.clear();
        }
    }
}
