package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.model.NetworkFactory;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
     * @param late by source: events that came after their window had been closed
     */
    public record Outcome(List<Forecast> forecasts, HealthHistory health, Instant time, Map<String, Long> late) {}

    /** @param at the moment to forecast from; null: the end of the logs, whatever the clock says */
    public Outcome forecast(ModelDirectory.@Nullable Named model, @Nullable Instant at) throws IOException {
        HealthHistory health = LabelFiles.read(config.labels());
        LogHistory history = new LogHistory(config, clock, progress);
        LiveWindows live = new LiveWindows(config.forecast().dataWindow());
        try (LogHistory.Reading reading = history.read(recogniser(model))) {
            if (at != null && model != null) {
                reading.skipTo(Lookback.before(at, model.bundle()));
            }
            List<Window> windows = at == null ? reading.readAll() : reading.readUntil(at);
            windows.forEach(live::add);
            Instant end =
                    windows.stream().map(Window::end).max(Instant::compareTo).orElse(clock.instant());
            Instant time = at == null ? end : at;
            return new Outcome(each(model, live, health, time), health, time, reading.late());
        }
    }

    private FrozenRecogniser recogniser(ModelDirectory.@Nullable Named model) {
        if (model == null) {
            return new FrozenRecogniser(TemplateTree.of(Settings.miner(config), List.of()), new SlotTable(Map.of()));
        }
        Bundle bundle = model.bundle();
        return new FrozenRecogniser(bundle.templates(), bundle.slots());
    }

    private List<Forecast> each(
            ModelDirectory.@Nullable Named model, LiveWindows live, HealthHistory health, Instant time) {
        List<Forecast> forecasts = new ArrayList<>();
        try (Predictor predictor = new Predictor(config, model, networks)) {
            live.snapshot()
                    .forEach((entity, windows) -> forecasts.add(predictor.forecast(entity, windows, health, time)));
        }
        return forecasts;
    }
}
