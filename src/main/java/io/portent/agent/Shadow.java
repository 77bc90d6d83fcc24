package io.portent.agent;

import io.portent.bundle.file.Alias;
import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.metrics.AgentMetrics;
import io.portent.model.NetworkFactory;
import io.portent.store.ForecastJournal;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The challenger on trial: forecasts beside the champion from the same windows, shown in metrics of its own and journalled as
 * a shadow's. Costs a second forward pass and the memory of a second model. Not thread-safe; owned by the predictor.
 */
final class Shadow implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Shadow.class);

    private final AgentConfig config;
    private final ModelDirectory models;
    private final NetworkFactory networks;
    private final AgentMetrics metrics;
    private @Nullable Predictor predictor;
    private @Nullable String version;

    Shadow(AgentConfig config, ModelDirectory models, NetworkFactory networks, AgentMetrics metrics) {
        this.config = config;
        this.models = models;
        this.networks = networks;
        this.metrics = metrics;
    }

    /**
     * One forecast of each entity, if there is a challenger.
     *
     * @param windows by entity, as the serving model reads them
     * @return for the journal
     */
    List<ForecastJournal.Entry> run(
            Map<String, List<Window>> windows, HealthHistory health, @Nullable Store store, Instant now) {
        follow();
        Predictor challenger = predictor;
        if (challenger == null || store == null) {
            return List.of();
        }
        try {
            ModelDirectory.Named model = Objects.requireNonNull(challenger.model());
            UnaryOperator<String> ids = StoredNames.to(model.bundle().templates(), store);
            List<ForecastJournal.Entry> entries = new ArrayList<>();
            windows.forEach((entity, row) -> {
                List<Window> read =
                        row.stream().map(window -> window.renamed(ids)).toList();
                Forecast forecast = challenger.forecast(entity, read, health, now);
                metrics.shadowed(forecast);
                entries.add(new ForecastJournal.Entry(forecast, model.version(), true));
            });
            return entries;
        } catch (StoreException e) {
            return List.of();
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
            predictor = new Predictor(config, model, networks);
            metrics.shadowModel(model.version(), model.bundle().spec().network().label());
            log.info("challenger {} in shadow", model.version());
        }
    }

    @Override
    public void close() {
        Predictor former = predictor;
        predictor = null;
        if (former != null) {
            former.close();
        }
    }
}
