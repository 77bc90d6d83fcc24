package io.portent.config;

import io.portent.window.WindowSpec;
import java.util.List;

/**
 * The whole configuration. The order of the components is that of config/agent.yaml.
 *
 * @param sources may be empty: some verbs are given their logs on the command line
 * @param notes what was accepted and has no effect in this version, one sentence each
 */
public record AgentConfig(
        EntitySpec entity,
        List<SourceConfig> sources,
        TemplatesConfig templates,
        WindowSpec window,
        ForecastConfig forecast,
        ModelConfig model,
        LabelsConfig labels,
        FeedsConfig feeds,
        StoreConfig store,
        RetrainConfig retrain,
        WebConfig web,
        MetricsConfig metrics,
        LimitsConfig limits,
        List<String> notes) {
    public AgentConfig {
        sources = List.copyOf(sources);
        notes = List.copyOf(notes);
        long names = sources.stream().map(SourceConfig::name).distinct().count();
        if (names < sources.size()) {
            throw new IllegalArgumentException("sources[].name must be unique, were " + sources);
        }
    }

    public AgentConfig with(List<SourceConfig> others) {
        return new AgentConfig(
                entity, others, templates, window, forecast, model, labels, feeds, store, retrain, web, metrics, limits,
                notes);
    }

    public AgentConfig with(LabelsConfig other) {
        return new AgentConfig(
                entity, sources, templates, window, forecast, model, other, feeds, store, retrain, web, metrics, limits,
                notes);
    }

    public AgentConfig with(ModelConfig other) {
        return new AgentConfig(
                entity, sources, templates, window, forecast, other, labels, feeds, store, retrain, web, metrics,
                limits, notes);
    }

    public AgentConfig with(WebConfig other) {
        return new AgentConfig(
                entity, sources, templates, window, forecast, model, labels, feeds, store, retrain, other, metrics,
                limits, notes);
    }
}
