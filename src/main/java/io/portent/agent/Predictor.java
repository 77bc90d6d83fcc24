package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.dataset.Run;
import io.portent.event.Severity;
import io.portent.explain.Candidate;
import io.portent.explain.Candidates;
import io.portent.explain.Explainer;
import io.portent.explain.Explanation;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.NetworkFactory;
import io.portent.model.OpenModel;
import io.portent.model.Ringing;
import io.portent.parse.Template;
import io.portent.window.Window;
import io.portent.window.WindowAssembler;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes forecasts with one model, and says why where it must not: no forecast is ever green because the agent does not
 * know. Not thread-safe.
 */
final class Predictor implements AutoCloseable {
    private AgentConfig config;
    private final Horizons horizons;
    private final ModelDirectory.@Nullable Named model;
    private final @Nullable OpenModel network;
    private final @Nullable String unusable;
    private final StandingAlarms alarms;
    private final Map<String, String> texts;

    Predictor(AgentConfig config, ModelDirectory.@Nullable Named model, NetworkFactory networks) {
        this(config, model, networks, NoModel.NEVER_TRAINED);
    }

    /** @param missing why there is no model, where there is none */
    Predictor(AgentConfig config, ModelDirectory.@Nullable Named model, NetworkFactory networks, String missing) {
        this.config = config;
        this.horizons = Settings.horizons(config);
        this.alarms = new StandingAlarms(horizons, config.limits().entities());
        this.model = model;
        this.unusable = model == null ? missing : mismatch(model.bundle());
        this.texts = model == null ? Map.of() : texts(model.bundle());
        this.network = model == null || unusable != null ? null : model.bundle().open(networks);
    }

    /** Of the same windows, horizons and limits, from the next forecast on. */
    void use(AgentConfig next) {
        config = next;
    }

    private static Map<String, String> texts(Bundle bundle) {
        return bundle.templates().templates().stream()
                .collect(Collectors.toMap(Template::id, Template::text, (first, other) -> first));
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
        return forecast(entity, windows, health, now, true);
    }

    /** One from windows of which the last is still open: what rings is not carried on to the next forecast. */
    Forecast ahead(String entity, List<Window> windows, HealthHistory health, Instant now) {
        return forecast(entity, windows, health, now, false);
    }

    private Forecast forecast(
            String entity, List<Window> windows, HealthHistory health, Instant now, boolean remembered) {
        Instant time = windows.isEmpty() ? now : windows.get(windows.size() - 1).end();
        String why = reason(windows, now);
        if (why != null || model == null || network == null) {
            if (remembered) {
                alarms.forget(entity);
            }
            return Forecast.unknown(entity, time, horizons.horizons(), why == null ? "no model" : why);
        }
        Ringing ringing = remembered ? alarms.at(entity, time) : alarms.copy(entity);
        return forecast(model.bundle(), network, windows, health, now, ringing);
    }

    /**
     * Takes up what this very model said before a restart, so that an alarm that stood goes on.
     *
     * @param said one by one, in order of time
     */
    void resume(Forecast said, HealthHistory health) {
        if (model != null) {
            alarms.resume(
                    said, model.bundle().thresholds(), health.of(said.entity()).at(said.time()));
        }
    }

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

    /**
     * Why a forecast is not green throughout; null for any other, and where nothing is forecast that is worse than what is observed. What is
     * explained is the chance of that, within the shortest horizon for which it is forecast: the longer ones may be all but certain, and then
     * no single thing changes them.
     *
     * @param severities of a template's events, by its id; null where not known
     */
    @Nullable
    Explanation explain(
            Forecast forecast,
            List<Window> windows,
            HealthHistory health,
            Instant now,
            Function<String, @Nullable Severity> severities) {
        HealthState observed = health.of(forecast.entity()).at(now);
        HealthState level = observed == HealthState.ORANGE ? HealthState.RED : HealthState.ORANGE;
        HorizonForecast soonest = forecast.horizons().stream()
                .filter(one -> one.state() != null && one.state().atLeast(level))
                .findFirst()
                .orElse(null);
        if (soonest == null || observed == HealthState.RED || model == null || network == null) {
            return null;
        }
        List<Candidate> candidates =
                new Candidates(model.bundle().codec(), id -> texts.getOrDefault(id, id), severities).in(windows);
        Explainer explainer = new Explainer(level, soonest.horizon());
        return explainer.of(windows, candidates, others -> chance(others, health, now, level, soonest.horizon()));
    }

    /** Of the level or worse within the horizon, had the windows been these; NaN without a model. */
    double chance(List<Window> windows, HealthHistory health, Instant now, HealthState level, Duration horizon) {
        if (model == null || network == null) {
            return Double.NaN;
        }
        Ringing nothing = new Ringing(horizons.horizons().size());
        return forecast(model.bundle(), network, windows, health, now, nothing).horizons().stream()
                .filter(one -> one.horizon().equals(horizon))
                .mapToDouble(one -> level == HealthState.RED ? one.red() : 1 - one.green())
                .findFirst()
                .orElse(Double.NaN);
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
