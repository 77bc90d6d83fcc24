package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.metrics.Contribution;
import io.portent.model.NetworkFactory;
import io.portent.model.Ringing;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.pipeline.Losses;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One forecast from the logs as they lie on disk, without a daemon. */
public final class Forecasting {
    private final AgentConfig config;
    private final NetworkFactory networks;
    private final InstantSource clock;
    private final HistoryProgress progress;

    public Forecasting(AgentConfig config, NetworkFactory networks, InstantSource clock, HistoryProgress progress) {
        this.config = config;
        this.networks = networks;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What the logs said.
     *
     * @param time as which moment the forecast was made
     * @param contributions by entity: what drives its forecast
     * @param lost by source: events that reached no window
     * @param overflowed events that fitted no template when there were as many as allowed
     * @param leftOut keys left out of windows that held as many as allowed
     */
    public record Outcome(
            List<Forecast> forecasts,
            HealthHistory health,
            Instant time,
            Map<String, List<Contribution>> contributions,
            Map<String, Losses> lost,
            long overflowed,
            long leftOut) {
        public Outcome {
            forecasts = List.copyOf(forecasts);
            contributions = Map.copyOf(contributions);
            lost = Map.copyOf(lost);
        }
    }

    /** @param at the moment to forecast from; null: the end of the logs, whatever the clock says */
    public Outcome forecast(ModelDirectory.@Nullable Named model, @Nullable Instant at) throws IOException {
        LabelReading labels = LabelReading.of(config);
        LogHistory history = new LogHistory(config, clock, progress);
        LiveWindows live = new LiveWindows(config.forecast().dataWindow() + Ringing.LONGEST);
        TemplateTree known = model == null
                ? TemplateTree.of(Settings.miner(config), List.of())
                : model.bundle().templates();
        FrozenRecogniser recogniser = model == null
                ? new FrozenRecogniser(
                        known,
                        new SlotTable(Map.of()),
                        Lookback.memory(config.window(), config.forecast().dataWindow()))
                : Lookback.recogniser(model.bundle());
        HeardTexts texts = new HeardTexts(recogniser, known);
        try (LogHistory.Reading reading = history.read(texts)) {
            if (at != null && model != null) {
                reading.skipTo(Lookback.beforeAlarms(labels.lookback(at), model.bundle()));
            }
            List<Window> windows = at == null ? reading.readAll() : reading.readUntil(at);
            windows.forEach(live::add);
            HealthHistory health = labels.upToNow(windows, texts);
            Instant end =
                    windows.stream().map(Window::end).max(Instant::compareTo).orElse(clock.instant());
            Instant time = at == null ? end : at;
            Map<String, List<Contribution>> contributions = new HashMap<>();
            return new Outcome(
                    each(model, live, health, time, contributions),
                    health,
                    time,
                    contributions,
                    reading.lost(),
                    recogniser.overflowed(),
                    reading.leftOut());
        }
    }

    /**
     * Lets the predictor say what it would have said of the moments before, so that an alarm of then goes on as in an agent that
     * was running.
     *
     * @return the windows that the forecast of now is made from
     */
    private List<Window> remind(Predictor predictor, String entity, List<Window> all, HealthHistory health) {
        int reach = config.forecast().dataWindow();
        for (int end = Math.max(1, all.size() - Ringing.LONGEST); end < all.size(); end++) {
            List<Window> then = all.subList(Math.max(0, end - reach), end);
            predictor.forecast(entity, then, health, then.get(then.size() - 1).end());
        }
        return all.subList(Math.max(0, all.size() - reach), all.size());
    }

    private List<Forecast> each(
            ModelDirectory.@Nullable Named model,
            LiveWindows live,
            HealthHistory health,
            Instant time,
            Map<String, List<Contribution>> contributions) {
        List<Forecast> forecasts = new ArrayList<>();
        try (Predictor predictor = new Predictor(config, model, networks)) {
            live.snapshot().forEach((entity, all) -> {
                List<Window> windows = remind(predictor, entity, all, health);
                Forecast forecast = predictor.forecast(entity, windows, health, time);
                forecasts.add(forecast);
                contributions.put(entity, predictor.contributions(forecast, windows, health, time));
            });
        }
        return forecasts;
    }
}
