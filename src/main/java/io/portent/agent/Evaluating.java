package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.csv.ForecastsCsv;
import io.portent.evaluate.Score;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.model.NetworkFactory;
import io.portent.pipeline.Evaluation;
import io.portent.pipeline.KnownTime;
import io.portent.pipeline.NotEnoughException;
import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores a model on logs and labels later than its training. */
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
     * Scores of a model.
     *
     * @param scores by model, the network first, [level * horizons + horizon]
     * @param moments forecasts that were made
     * @param drift of the logs that were scored from those that the model learnt from
     */
    public record Outcome(
            ModelDirectory.Named model, Map<String, List<Score>> scores, int moments, DriftOfWindows drift) {}

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
        Instant from =
                since.isBefore(bundle.card().trainedUntil()) ? bundle.card().trainedUntil() : since;
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
                                + ": nothing to score. The model was trained until "
                                + bundle.card().trainedUntil() + ", and only later time counts.");
            }
            DriftOfWindows drift = DriftOfWindows.of(windows, bundle.driftScale());
            return new Outcome(model, run(evaluation, csv), evaluation.moments(), drift);
        }
    }

    private Map<String, List<Score>> run(Evaluation evaluation, @Nullable Path csv) throws IOException {
        if (csv == null) {
            return evaluation.run(networks, forecast -> {});
        }
        try (ForecastsCsv out = new ForecastsCsv(csv)) {
            return evaluation.run(networks, forecast -> write(out, forecast));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void write(ForecastsCsv out, Forecast forecast) {
        try {
            out.write(forecast);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
