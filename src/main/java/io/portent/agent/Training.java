package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.Choice;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.evaluate.Score;
import io.portent.health.HealthHistory;
import io.portent.health.Label;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.Evaluation;
import io.portent.pipeline.KnownTime;
import io.portent.pipeline.Learning;
import io.portent.pipeline.TrainingData;
import io.portent.pipeline.TrainingRecogniser;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Learns a model from logs and labels.
 *
 * <pre>
 *   since                      held out from              until
 *     |-------- first fit --------|------ backtest ---------|       scores for the card
 *     |------------------- second fit ----------------------|       the model that serves
 * </pre>
 */
public final class Training {
    private final AgentConfig config;
    private final NetworkFactory networks;
    private final InstantSource clock;
    private final HistoryProgress progress;
    private final TrainingListener listener;

    public Training(
            AgentConfig config,
            NetworkFactory networks,
            InstantSource clock,
            HistoryProgress progress,
            TrainingListener listener) {
        this.config = config;
        this.networks = networks;
        this.clock = clock;
        this.progress = progress;
        this.listener = listener;
    }

    /**
     * A stored model and how its backtest went.
     *
     * @param scores by model; empty without a backtest
     * @param labels that were believed, by their source
     */
    public record Outcome(String version, Bundle bundle, Map<String, List<Score>> scores, Map<String, Long> labels) {}

    /**
     * Which part of the time to learn from, and which to score on.
     *
     * @param heldOutFrom equal to {@code until} for no backtest
     * @param refit learn again on everything once the scores are known
     */
    public record Split(Instant since, Instant heldOutFrom, Instant until, boolean refit) {
        public Split {
            if (heldOutFrom.isBefore(since) || until.isBefore(heldOutFrom)) {
                throw new IllegalArgumentException(
                        "since <= held out from <= until, were " + since + ", " + heldOutFrom + ", " + until);
            }
        }

        boolean backtests() {
            return heldOutFrom.isBefore(until);
        }
    }

    /**
     * Finds what would make training fail at its end, before the logs are read, which may take long.
     *
     * @throws io.portent.csv.BadLabelsException if a label file has a bad row
     * @throws io.portent.store.StoreException if the store is there and cannot be read
     * @throws io.portent.pipeline.NotEnoughException if there are no labels, and no rules that may make some
     * @throws IOException if the model could not be stored
     */
    public void check() throws IOException {
        LabelReading labels = LabelReading.of(config);
        if (!labels.hasRules()) {
            Learning.requireLabels(labels.alone());
        }
        new ModelDirectory(config.model().directory()).requireWritable();
    }

    /** The whole time given, its last part held out; windows are not cut in two. */
    public Split split(Instant since, Instant until, double heldOutShare, boolean refit) {
        Duration span = Duration.between(since, until);
        Instant from = until.minusMillis((long) (span.toMillis() * heldOutShare));
        return new Split(since, heldOutShare == 0 ? until : config.window().startOf(from), until, refit);
    }

    /** Learns, scores, stores, and makes the model the champion. Nothing is stored if it ends early. */
    public Outcome train(Split split) throws IOException {
        LabelReading labels = LabelReading.of(config);
        LogHistory history = new LogHistory(config, clock, progress);
        List<Card.LearntFile> files = history.fingerprints();
        Fitted fitted = fit(history, labels, split.since(), split.heldOutFrom(), split.until(), files, null);
        Bundle bundle = fitted.bundle();
        Map<String, List<Score>> scores = Map.of();
        if (split.backtests()) {
            Evaluation evaluation = new Evaluation(
                    bundle, KnownTime.of(fitted.windows()), fitted.health(), split.heldOutFrom(), split.until());
            scores = evaluation.run(networks, forecast -> {});
            if (split.refit()) {
                bundle = fit(
                                history,
                                labels,
                                split.since(),
                                split.until(),
                                split.until(),
                                files,
                                bundle.card().choice())
                        .bundle();
            }
            bundle = bundle.withCard(bundle.card().withBacktest(evaluation.card()));
        }
        String version = new ModelDirectory(config.model().directory()).crown(bundle);
        return new Outcome(version, bundle, scores, bySource(fitted.health()));
    }

    private static Map<String, Long> bySource(HealthHistory health) {
        return health.labels().stream()
                .collect(Collectors.groupingBy(Label::source, TreeMap::new, Collectors.counting()));
    }

    /**
     * A bundle, and what came of all the time that was read.
     *
     * @param windows those after its training as a live agent would see them
     */
    record Fitted(Bundle bundle, List<Window> windows, HealthHistory health) {}

    /** Learns from [since, learnUntil), and reads on until then. */
    Fitted fit(
            LogHistory history,
            LabelReading labels,
            Instant since,
            Instant learnUntil,
            Instant readUntil,
            List<Card.LearntFile> files,
            @Nullable Choice before)
            throws IOException {
        TemplateTree templates = history.templates(since, learnUntil);
        TrainingRecogniser recogniser = new TrainingRecogniser(templates);
        HeardTexts texts = new HeardTexts(recogniser, templates);
        try (LogHistory.Reading reading = history.read(texts)) {
            reading.skipTo(since);
            List<Window> windows = reading.readUntil(learnUntil);
            Duration memory = Lookback.memory(config.window(), config.forecast().dataWindow());
            HealthHistory health = labels.over(windows, texts);
            TrainingData data = new TrainingData(windows, templates, recogniser.freeze(memory), health, learnUntil);
            Bundle bundle = new Learning(
                            networks,
                            Settings.plan(config),
                            new Processors(Runtime.getRuntime().availableProcessors()),
                            listener,
                            Durations::format)
                    .learn(data, files, Versions.all(), before);
            if (readUntil.isAfter(learnUntil)) {
                List<Window> all = reading.readUntil(labels.lookahead(readUntil));
                health = labels.over(all, texts);
                windows = all.stream()
                        .filter(window -> !window.end().isAfter(readUntil))
                        .toList();
            }
            return new Fitted(bundle, windows, health);
        }
    }
}
