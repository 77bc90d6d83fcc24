package io.portent.demo;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.config.LabelsConfig;
import io.portent.config.ModelConfig;
import io.portent.config.SourceConfig;
import io.portent.config.StoreConfig;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The defaults of the agent, but for where things lie and how fast the clock runs. The environment has no say. */
final class DemoConfig {
    static final String ENTITY = "shop";

    /** A forecast each real second is one for each simulated minute; a pause of the machine must not make the input stale. */
    private static final String YAML = "entity: " + ENTITY + "\nforecast: {every: 1s, stale_after: 15m}\n";

    private DemoConfig() {}

    static AgentConfig training(DemoPlan plan) {
        return reading(plan.historyLog(), plan);
    }

    static AgentConfig live(DemoPlan plan) {
        return reading(plan.liveLog(), plan);
    }

    private static AgentConfig reading(Path log, DemoPlan plan) {
        AgentConfig base = ConfigFile.parse("demo", YAML, Map.of());
        FormatSpec logstash = new FormatSpec(FormatKind.LOGSTASH, null, ZoneOffset.UTC);
        return new AgentConfig(
                base.entity(),
                List.of(SourceConfig.ofFiles(ENTITY, List.of(log.toString()), logstash, true)),
                base.templates(),
                base.window(),
                base.forecast(),
                model(base.model(), plan.models()),
                new LabelsConfig(List.of(plan.labels().toString()), null),
                base.feeds(),
                new StoreConfig(
                        "jdbc:sqlite:" + plan.store(),
                        base.store().retention(),
                        base.store().maxSize(),
                        base.store().writer()),
                base.retrain(),
                plan.listen(),
                base.metrics(),
                base.limits(),
                base.notes());
    }

    private static ModelConfig model(ModelConfig base, Path directory) {
        return new ModelConfig(
                base.networks(),
                base.units(),
                base.layers(),
                base.epochs(),
                base.ensemble(),
                base.seed(),
                directory,
                base.maxAge(),
                base.maxDrift(),
                base.features());
    }
}
