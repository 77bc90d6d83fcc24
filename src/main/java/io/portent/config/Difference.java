package io.portent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * In what a configuration differs from the one in force, by keys. Values are not told: some are secrets.
 *
 * @param live what a running agent takes over
 * @param restart what it can only begin with: what windows and models mean, what memory is laid out for, and where it is found
 */
public record Difference(List<String> live, List<String> restart) {
    private static final List<Part> PARTS = List.of(
            restart("entity", AgentConfig::entity),
            restart("templates.parameters", c -> c.templates().parameters()),
            restart("window.length", c -> c.window().length()),
            restart("window.offset", c -> c.window().offset()),
            restart("window.lateness", c -> c.window().lateness()),
            restart("forecast.data_window", c -> c.forecast().dataWindow()),
            restart("forecast.horizons", c -> c.forecast().horizons()),
            restart("forecast.warning", c -> c.forecast().warning()),
            live("forecast.every", c -> c.forecast().every()),
            live("forecast.at_once", c -> c.forecast().atOnce()),
            live("forecast.stale_after", c -> c.forecast().staleAfter()),
            live("forecast.alarm_budget", c -> c.forecast().alarmBudget()),
            restart("model.directory", c -> c.model().directory()),
            live("model.max_age", c -> c.model().maxAge()),
            live("model.max_drift", c -> c.model().maxDrift()),
            live("model.network", c -> c.model().networks()),
            live("model.units", c -> c.model().units()),
            live("model.layers", c -> c.model().layers()),
            live("model.epochs", c -> c.model().epochs()),
            live("model.ensemble", c -> c.model().ensemble()),
            live("model.seed", c -> c.model().seed()),
            live("model.features", c -> c.model().features()),
            live("labels.files", c -> c.labels().files()),
            live("labels.default", c -> c.labels().defaultState()),
            live("labels.trust", c -> c.labels().trust().order()),
            live("labels.least_confidence", c -> c.labels().trust().leastConfidence()),
            live("labels.rules", c -> c.labels().rules()),
            live("labels.fetch_every", c -> c.feeds().every()),
            live("labels.fetch_since", c -> c.feeds().since()),
            restart("labels.webhook", c -> c.feeds().webhook()),
            live("labels.prometheus", c -> c.feeds().prometheus()),
            live("labels.grafana", c -> c.feeds().grafana()),
            restart("store.url", c -> c.store().url()),
            restart("store.writer", c -> c.store().writer()),
            live("store.retention", c -> c.store().retention()),
            live("store.max_size", c -> c.store().maxSize()),
            live("retrain", AgentConfig::retrain),
            restart("web.listen", c -> c.web().host() + " " + c.web().port()),
            restart("web.token", c -> c.web().token()),
            restart("web.token_file", c -> c.web().tokenFile()),
            restart("web.config_file", c -> c.web().configFile()),
            restart("web.log_text", c -> c.web().logText()),
            restart("web.reload", c -> c.web().reload()),
            live("metrics.template_text", c -> c.metrics().templateText()),
            restart("limits.line", c -> c.limits().lineBytes()),
            restart("limits.templates", c -> c.limits().templates()),
            restart("limits.entities", c -> c.limits().entities()),
            restart("limits.fields", c -> c.limits().fields()),
            restart("limits.examples", c -> c.limits().examples()));

    /** The process has one standard input, and nothing ends a read from it. */
    private static final String STDIN = "sources[].stdin";

    private record Part(String key, boolean isLive, Function<AgentConfig, @Nullable Object> value) {}

    public Difference {
        live = List.copyOf(live);
        restart = List.copyOf(restart);
    }

    private static Part live(String key, Function<AgentConfig, @Nullable Object> value) {
        return new Part(key, true, value);
    }

    private static Part restart(String key, Function<AgentConfig, @Nullable Object> value) {
        return new Part(key, false, value);
    }

    public static Difference between(AgentConfig inForce, AgentConfig next) {
        List<String> live = new ArrayList<>(sources(inForce, next));
        List<String> restart = new ArrayList<>();
        if (!stdin(inForce).equals(stdin(next))) {
            restart.add(STDIN);
        }
        for (Part part : PARTS) {
            if (!Objects.equals(part.value().apply(inForce), part.value().apply(next))) {
                (part.isLive() ? live : restart).add(part.key());
            }
        }
        return new Difference(live, restart);
    }

    private static List<String> stdin(AgentConfig config) {
        return config.sources().stream()
                .filter(source -> source.input() instanceof SourceInput.Stdin)
                .map(SourceConfig::name)
                .toList();
    }

    private static List<String> sources(AgentConfig inForce, AgentConfig next) {
        Map<String, SourceConfig> before = new LinkedHashMap<>();
        inForce.sources().forEach(source -> before.put(source.name(), source));
        List<String> told = new ArrayList<>();
        for (SourceConfig source : next.sources()) {
            SourceConfig was = before.remove(source.name());
            if (!source.equals(was)) {
                told.add("source " + source.name() + (was == null ? " added" : " changed"));
            }
        }
        before.keySet().forEach(name -> told.add("source " + name + " removed"));
        return told;
    }

    /** Every key that waits for a restart, as the documentation has them; {@code labels.webhook} stands for all below it. */
    static List<String> restartKeys() {
        List<String> keys = new ArrayList<>(List.of(STDIN));
        PARTS.stream().filter(part -> !part.isLive()).map(Part::key).forEach(keys::add);
        return List.copyOf(keys);
    }

    public boolean isNone() {
        return live.isEmpty() && restart.isEmpty();
    }
}
