package io.portent.agent;

import io.portent.bundle.file.Alias;
import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.metrics.AgentMetrics;
import io.portent.model.NetworkFactory;
import io.portent.parse.Template;
import io.portent.pipeline.Translation;
import io.portent.store.ForecastJournal;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The challenger on trial: forecasts beside the champion from the same windows, shown in metrics of its own and journalled as
 * a shadow's. Costs a second forward pass and the memory of a second model. Not thread-safe; owned by the predictor.
 */
final class Shadow implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Shadow.class);

    private AgentConfig config;
    private final ModelDirectory models;
    private final NetworkFactory networks;
    private final AgentMetrics metrics;
    private final Function<String, @Nullable Template> meanings;
    private @Nullable Serving serving;
    private @Nullable String version;

    private record Serving(String version, Predictor predictor, Translation translation) {}

    /** @param meanings what the ids in windows stand for; null where nobody knows */
    Shadow(
            AgentConfig config,
            ModelDirectory models,
            NetworkFactory networks,
            AgentMetrics metrics,
            Function<String, @Nullable Template> meanings) {
        this.config = config;
        this.models = models;
        this.networks = networks;
        this.metrics = metrics;
        this.meanings = meanings;
    }

    /**
     * One forecast of each entity, if that is wanted and there is a challenger.
     *
     * @param windows by entity, as the serving model reads them
     * @return for the journal
     */
    List<ForecastJournal.Entry> run(Map<String, List<Window>> windows, HealthHistory health, Instant now) {
        if (!config.retrain().shadow()) {
            return List.of();
        }
        follow();
        Serving challenger = serving;
        if (challenger == null) {
            return List.of();
        }
        List<ForecastJournal.Entry> entries = new ArrayList<>();
        windows.forEach((entity, row) -> {
            List<Window> read = row.stream().map(challenger.translation()::of).toList();
            Forecast forecast = challenger.predictor().forecast(entity, read, health, now);
            metrics.shadowed(forecast);
            entries.add(new ForecastJournal.Entry(forecast, challenger.version(), true));
        });
        return entries;
    }

    /** Of the same models, from the next forecast on. A shadow that is not wanted any more goes from the metrics. */
    void use(AgentConfig next) {
        config = next;
        Serving challenger = serving;
        if (!next.retrain().shadow()) {
            close();
            version = null;
            metrics.noShadow();
        } else if (challenger != null) {
            challenger.predictor().use(next);
        }
    }

    private void follow() {
        try {
            String challenger = models.version(Alias.CHALLENGER);
            if (!Objects.equals(challenger, version)) {
                version = challenger;
                serve(challenger == null ? null : models.load(challenger));
            }
        } catch (IOException | BadBundleException e) {
            log.warn("no challenger in shadow: {}", e.getMessage());
            serve(null);
        }
    }

    private void serve(ModelDirectory.@Nullable Named model) {
        close();
        metrics.noShadow();
        if (model != null) {
            serving = new Serving(
                    model.version(),
                    new Predictor(config, model, networks),
                    new Translation(model.bundle().templates(), meanings));
            metrics.shadowModel(model.version(), model.bundle().servedBy());
            log.info("challenger {} in shadow", model.version());
        }
    }

    @Override
    public void close() {
        Serving former = serving;
        serving = null;
        if (former != null) {
            former.predictor().close();
        }
    }
}
