package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.explain.Explanation;
import io.portent.explain.KnownIncidents;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.model.NetworkFactory;
import io.portent.model.Ringing;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.pipeline.Losses;
import io.portent.pipeline.Recogniser;
import io.portent.store.Store;
import io.portent.window.Seen;
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
     * @param explained by entity, why its forecast is not green; nothing of one that is
     * @param lost by source: events that reached no window
     * @param overflowed events that fitted no template when there were as many as allowed
     * @param leftOut keys left out of windows that held as many as allowed
     */
    public record Outcome(
            List<Forecast> forecasts,
            HealthHistory health,
            Instant time,
            Map<String, Explanation> explained,
            Map<String, Losses> lost,
            long overflowed,
            long leftOut) {
        public Outcome {
            forecasts = List.copyOf(forecasts);
            explained = Map.copyOf(explained);
            lost = Map.copyOf(lost);
        }
    }

    /** Compares with no past incident: what the store holds changes nothing. */
    public Outcome forecast(ModelDirectory.@Nullable Named model, @Nullable Instant at) throws IOException {
        return forecast(model, at, false);
    }

    /**
     * @param at the moment to forecast from; null: the end of the logs, whatever the clock says
     * @param compared whether with the past incidents of the store, if there is one
     */
    public Outcome forecast(ModelDirectory.@Nullable Named model, @Nullable Instant at, boolean compared)
            throws IOException {
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
        LastLines lines = new LastLines(config.limits().examples(), Settings.entities(config));
        Recogniser heard = event -> {
            Seen seen = texts.see(event);
            lines.heard(seen);
            return seen;
        };
        try (LogHistory.Reading reading = history.read(heard)) {
            if (at != null && model != null) {
                reading.skipTo(Lookback.beforeAlarms(labels.lookback(at), model.bundle()));
            }
            List<Window> windows = at == null ? reading.readAll() : reading.readUntil(at);
            windows.forEach(live::add);
            HealthHistory health = labels.upToNow(windows, texts);
            Instant end =
                    windows.stream().map(Window::end).max(Instant::compareTo).orElse(clock.instant());
            Instant time = at == null ? end : at;
            Explaining explaining = new Explaining(lines, compared ? incidents(model, time) : null);
            Map<String, Explanation> explained = new HashMap<>();
            return new Outcome(
                    each(model, live, explaining, health, time, explained),
                    health,
                    time,
                    explained,
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

    private @Nullable KnownIncidents incidents(ModelDirectory.@Nullable Named model, Instant time) throws IOException {
        try (@Nullable Store store = model == null ? null : Stores.ifThere(config.store())) {
            return store == null || model == null
                    ? null
                    : new PastIncidents(config, model.bundle()).of(store, time).known();
        }
    }

    private List<Forecast> each(
            ModelDirectory.@Nullable Named model,
            LiveWindows live,
            Explaining explaining,
            HealthHistory health,
            Instant time,
            Map<String, Explanation> explained) {
        List<Forecast> forecasts = new ArrayList<>();
        try (Predictor predictor = new Predictor(config, model, networks)) {
            live.snapshot().forEach((entity, all) -> {
                List<Window> windows = remind(predictor, entity, all, health);
                Forecast forecast = predictor.forecast(entity, windows, health, time);
                forecasts.add(forecast);
                Explanation why = explaining.explain(predictor, forecast, windows, health, time);
                if (why != null) {
                    explained.put(entity, why);
                }
            });
        }
        return forecasts;
    }
}
