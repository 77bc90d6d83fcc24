package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.dataset.Run;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.Contribution;
import io.portent.model.NetworkFactory;
import io.portent.model.OpenModel;
import io.portent.model.Ringing;
import io.portent.parse.Template;
import io.portent.window.Window;
import io.portent.window.WindowAssembler;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes forecasts with one model, and says why where it must not: no forecast is ever green because the agent does not
 * know. Not thread-safe.
 */
final class Predictor implements AutoCloseable {
    private final AgentConfig config;
    private final Horizons horizons;
    private final ModelDirectory.@Nullable Named model;
    private final @Nullable OpenModel network;
    private final @Nullable String unusable;
    /** By entity, of as many as can be watched. */
    private final Map<String, Rung> rung = new LinkedHashMap<>();

    Predictor(AgentConfig config, ModelDirectory.@Nullable Named model, NetworkFactory networks) {
        this(config, model, networks, NoModel.NEVER_TRAINED);
    }

    /** @param missing why there is no model, where there is none */
    Predictor(AgentConfig config, ModelDirectory.@Nullable Named model, NetworkFactory networks, String missing) {
        this.config = config;
        this.horizons = Settings.horizons(config);
        this.model = model;
        this.unusable = model == null ? missing : mismatch(model.bundle());
        this.network = model == null || unusable != null ? null : model.bundle().open(networks);
    }

    private @Nullable String mismatch(Bundle bundle) {
        if (!bundle.window().equals(config.window())) {
            return "the model was trained with windows of " + words(bundle.window()) + ", the configuration says "
                    + words(config.window()) + ": train again";
        }
        if (!bundle.horizons().equals(horizons)) {
            return "the model was trained for horizons " + words(bundle.horizons()) + ", the configuration says "
                    + words(horizons) + ": train again";
        }
        return null;
    }

    private static String words(WindowSpec window) {
        return Durations.format(window.length()) + " (offset " + Durations.format(window.offset()) + ", lateness "
                + Durations.format(window.lateness()) + ")";
    }

    private static String words(Horizons horizons) {
        return horizons.horizons().stream().map(Durations::format).collect(Collectors.joining(", ")) + " (warning "
                + Durations.format(horizons.warning()) + ")";
    }

    /**
     * One entity's forecast.
     *
     * @param windows the last ones, without a hole; empty: none seen yet
     * @param now what the clock says, to tell whether the input is stale
     */
    Forecast forecast(String entity, List<Window> windows, HealthHistory health, Instant now) {
        Instant time = windows.isEmpty() ? now : windows.get(windows.size() - 1).end();
        String why = reason(windows, now);
        if (why != null || model == null || network == null) {
            rung.remove(entity);
            return Forecast.unknown(entity, time, horizons.horizons(), why == null ? "no model" : why);
        }
        return forecast(model.bundle(), network, windows, health, now, ringing(entity, time));
    }

    /** What rang at the moment before this one: the same again, if this one is asked about again. */
    private Ringing ringing(String entity, Instant time) {
        Rung last = rung.remove(entity);
        Ringing before = last == null
                ? new Ringing(horizons.horizons().size())
                : last.time.isBefore(time) ? last.after : last.before;
        Ringing after = before.copy();
        rung.put(entity, new Rung(time, before, after));
        if (rung.size() > config.limits().entities()) {
            rung.remove(rung.keySet().iterator().next()); // the one that was asked about the longest ago
        }
        return after;
    }

    /** @param after what rang at the time, filled in by the forecaster */
    private record Rung(Instant time, Ringing before, Ringing after) {}

    private Forecast forecast(
            Bundle bundle,
            OpenModel network,
            List<Window> windows,
            HealthHistory health,
            Instant now,
            Ringing ringing) {
        Run run = Run.of(windows).get(0);
        EncodedRun encoded =
                EncodedRun.of(run, bundle.inputs(), health, new HazardTargets(horizons, Instant.MIN), horizons);
        int last = run.size() - 1;
        float[] risks = network.risks(encoded, last, last + 1);
        String entity = run.entity();
        return new Forecaster(horizons, bundle.thresholds())
                .of(entity, run.moment(last), risks, 0, health.of(entity).at(now), ringing, "too few windows");
    }

    /** What drives a forecast that is not green throughout; empty for any other. */
    List<Contribution> contributions(Forecast forecast, List<Window> windows, HealthHistory health, Instant now) {
        boolean alarming = forecast.horizons().stream()
                .map(HorizonForecast::state)
                .anyMatch(state -> state != null && state.atLeast(HealthState.ORANGE));
        if (!alarming || model == null || network == null) {
            return List.of();
        }
        Bundle bundle = model.bundle();
        List<String> features = bundle.codec().features();
        List<Template> seen = bundle.templates().templates().stream()
                .filter(template -> features.contains("template:" + template.id()))
                .toList();
        return new Contributions(seen).of(windows, others -> {
            List<HorizonForecast> all = forecast(
                            bundle,
                            network,
                            others,
                            health,
                            now,
                            new Ringing(horizons.horizons().size()))
                    .horizons();
            return 1 - all.get(all.size() - 1).green();
        });
    }

    private @Nullable String reason(List<Window> windows, Instant now) {
        if (unusable != null) {
            return unusable;
        }
        if (windows.isEmpty()) {
            return "no log line yet";
        }
        Instant heard = lastHeard(windows);
        if (heard == null) {
            return "stale input: no log line since before " + windows.get(0).start();
        }
        if (heard.isAfter(now.plus(WindowAssembler.CLOCK_SKEW))) {
            return "the last log lines are ahead of the clock, which was set back: they are of " + heard;
        }
        Duration silent = Duration.between(heard, now);
        if (silent.compareTo(config.forecast().staleAfter()) > 0) {
            return "stale input: no log line since " + heard;
        }
        if (model != null) {
            Instant trained = model.bundle().card().trainedUntil();
            if (Duration.between(trained, now).compareTo(config.model().maxAge()) > 0) {
                return "stale model: trained until " + trained + ", older than model.max_age";
            }
        }
        int needed = config.forecast().dataWindow();
        return windows.size() < needed ? windows.size() + " of " + needed + " windows seen" : null;
    }

    /** End of the last window with an event: silence is not a sign of health, it may be a broken log path. */
    private static @Nullable Instant lastHeard(List<Window> windows) {
        for (int i = windows.size() - 1; i >= 0; i--) {
            if (windows.get(i).events() > 0) {
                return windows.get(i).end();
            }
        }
        return null;
    }

    ModelDirectory.@Nullable Named model() {
        return model;
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
        }
    }
}
