package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import io.portent.model.NetworkFactory;
import io.portent.pipeline.NotEnoughException;
import io.portent.pipeline.Translation;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A fire drill: what the store holds of the time before a past incident goes once more through the model to a metrics page, and from there
 * on whoever watches that page is watched. Windows go in, not lines: reading lines is not drilled. Nothing is written to the store.
 *
 * <pre>
 *   windows ─▶ forecast ─▶ metric ─▶ Prometheus ─▶ its rule fires ─▶ Alertmanager ─▶ the webhook
 * </pre>
 */
public final class Drill {
    private static final String PREFIX = "drill/";

    private final AgentConfig config;
    private final NetworkFactory networks;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Sleep sleep;

    /** Waits between two looks. */
    public interface Sleep {
        void sleep(Duration length) throws InterruptedException;
    }

    /** @param nanos a monotonic clock */
    public Drill(AgentConfig config, NetworkFactory networks, InstantSource clock, LongSupplier nanos, Sleep sleep) {
        this.config = config;
        this.networks = networks;
        this.clock = clock;
        this.nanos = nanos;
        this.sleep = sleep;
    }

    /**
     * What is to be drilled.
     *
     * @param incident the first failure at or after this time; null: the last one of all
     * @param host where the metrics page of the drill is, and the webhook
     * @param prometheus what stands before /api/v1; null: the drill ends at the metric
     * @param webhook whether to wait for a notification at the drill's own webhook
     * @param page whether the entity goes by its own name, so that who is paged for it is paged
     * @param patience for each link
     */
    public record Order(
            @Nullable Instant incident,
            String host,
            int port,
            @Nullable URI prometheus,
            boolean webhook,
            boolean page,
            Duration patience) {}

    /**
     * One link of the chain.
     *
     * @param took since the link before it; null where it was not reached
     * @param note what a person should know of it
     */
    public record Link(String name, @Nullable Duration took, String note) {
        public boolean holds() {
            return took != null;
        }
    }

    /**
     * How the drill went.
     *
     * @param entity as it was called in the drill
     * @param links in order, up to the first that did not hold
     */
    public record Outcome(String entity, Instant incident, List<Link> links) {
        public Outcome {
            links = List.copyOf(links);
        }

        public boolean holds() {
            return links.stream().allMatch(Link::holds);
        }
    }

    /** The red forecast that came first, and how long before the incident. */
    private record Alarm(Forecast forecast, Instant seenUpTo, Duration took) {}

    /** @throws NotEnoughException where there is no such incident, or too little is stored of the time before it */
    public Outcome run(ModelDirectory.Named model, Store store, Order order) throws IOException, InterruptedException {
        Incidents.Incident incident =
                new Incidents(config, model.bundle()).find(store, order.incident(), clock.instant());
        String entity = order.page() ? incident.entity() : PREFIX + incident.entity();
        List<Link> links = new ArrayList<>();
        Alarm alarm = alarm(model, windows(model.bundle(), store, incident), entity);
        links.add(forecastLink(alarm, incident.onset()));
        if (alarm != null) {
            new DrillWatch(config, alarm.forecast, order, clock, nanos, sleep).follow(links);
        }
        return new Outcome(entity, incident.onset(), links);
    }

    private Link forecastLink(@Nullable Alarm alarm, Instant onset) {
        if (alarm == null) {
            return new Link(
                    "forecast", null, "no horizon was forecast as red before it: the model does not foresee this one");
        }
        HorizonForecast red = alarm.forecast.horizons().stream()
                .filter(one -> one.state() == HealthState.RED)
                .findFirst()
                .orElseThrow();
        return new Link(
                "forecast",
                alarm.took,
                "red within " + HorizonLabel.of(red.horizon()) + ", then "
                        + Duration.between(alarm.seenUpTo, onset).toSeconds() + " s before it failed");
    }

    private static List<Window> windows(Bundle bundle, Store store, Incidents.Incident incident) {
        Instant until = bundle.window().startOf(incident.onset());
        int reach = 2 * bundle.spec().dataWindow();
        TimeSpan span = new TimeSpan(until.minus(bundle.window().length().multipliedBy(reach)), until);
        Translation translation = Translation.of(bundle.templates(), StoredHistory.told(store.windowReader()));
        List<Window> windows = new ArrayList<>();
        store.windowReader().windows(incident.entity(), span, window -> windows.add(translation.of(window)));
        if (windows.size() < bundle.spec().dataWindow()) {
            throw new NotEnoughException("the store has " + windows.size() + " windows of the time before "
                    + incident.onset() + "; a forecast needs " + bundle.spec().dataWindow());
        }
        return windows;
    }

    /** Forecasts minute by minute as the daemon did, with the time shifted to now; null where none is red. */
    private @Nullable Alarm alarm(ModelDirectory.Named model, List<Window> windows, String entity) {
        LiveWindows live = new LiveWindows(config.forecast().dataWindow());
        HealthHistory green = new HealthHistory(List.of(), HealthState.GREEN);
        try (Predictor predictor = new Predictor(config, model, networks)) {
            for (Window window : windows) {
                live.add(window);
                long began = nanos.getAsLong();
                Forecast forecast = predictor.forecast(window.entity(), live.row(window.entity()), green, window.end());
                if (forecast.horizons().stream().anyMatch(one -> one.state() == HealthState.RED)) {
                    Duration took = Duration.ofNanos(nanos.getAsLong() - began);
                    return new Alarm(new Forecast(entity, now(), forecast.horizons(), null), window.end(), took);
                }
            }
        }
        return null;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
