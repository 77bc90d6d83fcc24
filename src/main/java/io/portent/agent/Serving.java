package io.portent.agent;

import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.health.HealthHistory;
import io.portent.metrics.AgentMetrics;
import io.portent.model.NetworkFactory;
import io.portent.model.Ringing;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that serves, which is the champion as long as it can be read: whoever moves that alias, it is followed before the
 * next forecast. Not thread-safe but for {@link #version} and {@link #words}; owned by the thread that forecasts.
 */
final class Serving implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Serving.class);

    private AgentConfig config;
    private final ModelDirectory models;
    private final NetworkFactory networks;
    private final AgentMetrics metrics;
    private final LiveDrift drift;
    private final Supplier<@Nullable Store> store;
    private final InstantSource clock;
    private @Nullable Predictor predictor;
    private volatile @Nullable String version;
    private volatile @Nullable String words;
    private @Nullable String bad;
    private String missing = NoModel.NEVER_TRAINED;

    /** @param store what was measured of drift before; gives null while there is none */
    Serving(
            AgentConfig config,
            ModelDirectory models,
            NetworkFactory networks,
            AgentMetrics metrics,
            LiveDrift drift,
            Supplier<@Nullable Store> store,
            InstantSource clock) {
        this.config = config;
        this.models = models;
        this.networks = networks;
        this.metrics = metrics;
        this.drift = drift;
        this.store = store;
        this.clock = clock;
    }

    /** Of the same models, from the next forecast on. */
    void use(AgentConfig next) {
        config = next;
        predictor().use(next);
    }

    /** The present champion; null where there is none that can be read, which is said once. */
    ModelDirectory.@Nullable Named champion() {
        try {
            ModelDirectory.Named champion = models.champion();
            bad = null;
            return champion;
        } catch (IOException | BadBundleException e) {
            if (!e.toString().equals(bad)) {
                log.error("no model: {}", e.getMessage());
            }
            bad = e.toString();
            return null;
        }
    }

    /** Serves from now on. */
    void serve(ModelDirectory.@Nullable Named model) {
        Predictor former = predictor;
        missing = NoModel.reason(config.model().directory());
        predictor = new Predictor(config, model, networks, missing);
        version = model == null ? null : model.version();
        words = model == null ? null : ModelWords.of(model);
        Store open = store.get();
        drift.serve(model, open == null ? null : open.windowReader(), clock.instant());
        if (model == null) {
            metrics.noModel();
        } else {
            ModelMetrics.tell(metrics, model);
        }
        if (former != null) {
            former.close();
        }
    }

    /**
     * Takes over a new champion: the engine first, then the predictor, between two forecasts.
     *
     * @param adopt asks the engine to; false: it could not yet
     */
    void follow(Predicate<ModelDirectory.Named> adopt) {
        try {
            String named = models.championVersion();
            if (named == null && version == null) {
                explain();
            }
            if (named == null || named.equals(version)) {
                return;
            }
        } catch (IOException | BadBundleException e) {
            log.warn("the champion cannot be told: {}", e.getMessage());
            return;
        }
        ModelDirectory.Named fresh = champion();
        if (fresh != null && adopt.test(fresh)) {
            serve(fresh);
            log.info("new model {}", fresh.version());
        }
    }

    /** Retraining may have come to another reason why there is no model. */
    private void explain() {
        String why = NoModel.reason(config.model().directory());
        if (!why.equals(missing)) {
            missing = why;
            predictor = new Predictor(config, null, networks, why);
        }
    }

    /** Goes through what the journal says that this model said within the last moments. */
    void resume(Store from, HealthHistory health, Instant now) {
        String model = version;
        if (model == null) {
            return;
        }
        Duration reach = config.window().length().multipliedBy(Ringing.LONGEST);
        Instant until = now.truncatedTo(ChronoUnit.MILLIS);
        from.forecasts().forecasts(null, new TimeSpan(until.minus(reach), until), entry -> {
            if (!entry.shadow() && entry.model().equals(model)) {
                predictor().resume(entry.forecast(), health);
            }
        });
    }

    Predictor predictor() {
        return Objects.requireNonNull(predictor, "started");
    }

    /** Null while none serves. Thread-safe. */
    @Nullable
    String version() {
        return version;
    }

    /** What serves, for people; null while none does. Thread-safe. */
    @Nullable
    String words() {
        return words;
    }

    @Override
    public void close() {
        if (predictor != null) {
            predictor.close();
        }
    }
}
