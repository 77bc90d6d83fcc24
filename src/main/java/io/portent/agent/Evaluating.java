package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.dataset.Horizons;
import io.portent.evaluate.Incident;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Traces;
import io.portent.health.HealthHistory;
import io.portent.metrics.Contribution;
import io.portent.model.NetworkFactory;
import io.portent.model.NetworkKind;
import io.portent.model.TrainingListener;
import io.portent.pipeline.Evaluation;
import io.portent.pipeline.KnownTime;
import io.portent.pipeline.NotEnoughException;
import io.portent.retrain.Fold;
import io.portent.store.TimeSpan;
import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores a model on logs and labels later than its training, or models that are trained for it on ever more of the past. */
public final class Evaluating {
    private final AgentConfig config;
    private final NetworkFactory networks;
    private final InstantSource clock;
    private final HistoryProgress progress;

    public Evaluating(AgentConfig config, NetworkFactory networks, InstantSource clock, HistoryProgress progress) {
        this.config = config;
        this.networks = networks;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was found.
     *
     * @param model that was scored, by its version
     * @param embargo between training and what was asked, where models were trained for it; else zero
     * @param traces what the model forecast
     * @param drivers templates behind the clearest forecast before an incident, the strongest first
     * @param drift of the logs that were scored from those that the model learnt from; null where several models were
     * @param shortages parts of the time that no model could be trained for, a sentence each
     */
    public record Outcome(
            String model,
            Judgement judgement,
            Duration embargo,
            Traces traces,
            Map<Incident, List<Contribution>> drivers,
            @Nullable DriftOfWindows drift,
            List<String> shortages) {
        public Outcome {
            drivers = Collections.unmodifiableMap(new LinkedHashMap<>(drivers));
            shortages = List.copyOf(shortages);
        }
    }

    /**
     * Scores the given bundle.
     *
     * @param since forecasts from here on count; never before the end of training
     * @param until forecasts after it do not count; null: to the end of the logs
     * @param csv receives every forecast; null: none written
     */
    public Outcome evaluate(ModelDirectory.Named model, Instant since, @Nullable Instant until, @Nullable Path csv)
            throws IOException {
        LabelReading labels = LabelReading.of(config);
        Bundle bundle = model.bundle();
        Instant trained = bundle.card().trainedUntil();
        Instant from = since.isBefore(trained) ? trained : since;
        LogHistory history = new LogHistory(config, clock, progress);
        HeardTexts texts = new HeardTexts(Lookback.recogniser(bundle), bundle.templates());
        try (LogHistory.Reading reading = history.read(texts)) {
            reading.skipTo(Lookback.beforeAlarms(labels.lookback(from), bundle));
            List<Window> all = until == null ? reading.readAll() : reading.readUntil(labels.lookahead(until));
            HealthHistory health = labels.over(all, texts);
            Instant begin = Lookback.beforeAlarms(from, bundle);
            Instant end = until == null ? Instant.MAX : until;
            List<Window> windows = PickedWindows.where(
                    KnownTime.of(all),
                    window -> window.end().isAfter(begin) && !window.end().isAfter(end));
            Evaluation evaluation = new Evaluation(bundle, windows, health, from, end);
            if (evaluation.moments() == 0) {
                throw new NotEnoughException(
                        "no log event from " + from + " on" + (until == null ? "" : " until " + until)
                                + ": nothing to score. The model was trained until " + trained
                                + ", and only later time counts.");
            }
            DriftOfWindows drift = DriftOfWindows.of(windows, bundle.driftScale());
            try (Trial trial = new Trial(
                    networks,
                    bundle.servedBy(),
                    bundle.horizons(),
                    config.model().seed(),
                    csv)) {
                Judgement.Part part = new Judgement.Part(trained, from, last(windows, from), evaluation.moments());
                trial.ask(part, evaluation, bundle, windows, health);
                return outcome(model.version(), trial.findings(health), Duration.ZERO, drift, List.of());
            }
        }
    }

    /** What is learnt in each part; with a choice it may be another kind in each. */
    private String judged() {
        List<NetworkKind> kinds = config.model().networks();
        return kinds.size() == 1 ? kinds.get(0).label() : "auto";
    }

    private static Instant last(List<Window> windows, Instant from) {
        Instant last = from;
        for (Window window : windows) {
            last = window.end().isAfter(last) ? window.end() : last;
        }
        return last;
    }

    private static Outcome outcome(
            String model,
            Trial.Findings found,
            Duration embargo,
            @Nullable DriftOfWindows drift,
            List<String> shortages) {
        return new Outcome(model, found.judgement(), embargo, found.traces(), found.drivers(), drift, shortages);
    }

    /** Between what is learnt from and what is asked about: a data window, so that none is read by both, and the longest horizon. */
    public Duration embargo() {
        return Lookback.memory(config.window(), config.forecast().dataWindow())
                .plus(Settings.horizons(config).longest());
    }

    /**
     * Walks forward: of as many equal parts of the time and one more, each but the first is asked about by a model that is
     * trained on all before it, up to the {@link #embargo}, as {@code train} would have then, and thrown away.
     *
     * @param span the time of the logs to use
     * @param csv receives every forecast; null: none written
     * @throws NotEnoughException if no model could be trained; the message says what is missing
     */
    public Outcome walk(TimeSpan span, int folds, @Nullable Path csv, TrainingListener listener) throws IOException {
        Walk walk = new Walk(span.from(), listener);
        Horizons horizons = Settings.horizons(config);
        try (Trial trial =
                new Trial(networks, judged(), horizons, config.model().seed(), csv)) {
            for (Fold fold : Fold.of(span.from(), span.until(), folds, embargo(), config.window()::startOf)) {
                walk.part(fold, trial);
            }
            HealthHistory health = walk.health;
            if (health == null) {
                throw new NotEnoughException("no part of the time could be forecast"
                        + (walk.shortages.isEmpty() ? "" : ": " + walk.shortages.get(walk.shortages.size() - 1)));
            }
            return outcome("walk-forward", trial.findings(health), embargo(), null, walk.shortages);
        }
    }

    /** The parts that were gone through. */
    private final class Walk {
        private final Instant since;
        private final Training training;
        private final LabelReading labels;
        private final LogHistory history;
        private final List<String> shortages = new ArrayList<>();
        /** The last part's knows of all before it. */
        private @Nullable HealthHistory health;

        Walk(Instant since, TrainingListener listener) throws IOException {
            this.since = since;
            this.training = new Training(config, networks, clock, progress, listener);
            this.labels = LabelReading.of(config);
            this.history = new LogHistory(config, clock, progress);
        }

        void part(Fold fold, Trial trial) throws IOException {
            Training.Fitted fitted;
            try {
                fitted = training.fit(history, labels, since, fold.learntUntil(), fold.until(), List.of(), null);
            } catch (NotEnoughException e) {
                shortages.add(fold.from() + " until " + fold.until() + ": " + e.getMessage());
                return;
            }
            Instant begin = Lookback.beforeAlarms(fold.from(), fitted.bundle());
            List<Window> windows = PickedWindows.where(
                    KnownTime.of(fitted.windows()), window -> window.end().isAfter(begin));
            // A boundary is a moment of the part before it.
            Evaluation evaluation = new Evaluation(
                    fitted.bundle(), windows, fitted.health(), fold.from().plusMillis(1), fold.until());
            if (evaluation.moments() == 0) {
                shortages.add(fold.from() + " until " + fold.until() + ": no log event");
                return;
            }
            health = fitted.health();
            Judgement.Part part =
                    new Judgement.Part(fold.learntUntil(), fold.from(), fold.until(), evaluation.moments());
            trial.ask(part, evaluation, fitted.bundle(), windows, fitted.health());
        }
    }
}
