package io.portent.agent;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.Serving;
import io.portent.bundle.file.ModelDirectory;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.ScaledFeature;
import io.portent.config.AgentConfig;
import io.portent.dataset.HealthPast;
import io.portent.health.HealthHistory;
import io.portent.model.Thresholds;
import io.portent.model.baseline.Baselines;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateTree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model that knows given templates and counts them; {@link io.portent.FakeNetworks} can open it. It has learnt nothing. */
final class SomeModel {
    private SomeModel() {}

    static ModelDirectory.Named named(
            String version, AgentConfig config, Instant trainedUntil, List<Template> templates) {
        return named(version, config, trainedUntil, templates, 1);
    }

    /** @param threshold of every level and horizon */
    static ModelDirectory.Named named(
            String version, AgentConfig config, Instant trainedUntil, List<Template> templates, double threshold) {
        List<ScaledFeature> features = new ArrayList<>();
        templates.forEach(template -> features.add(new ScaledFeature("template:" + template.id(), 0, 1)));
        features.add(new ScaledFeature("NEW_TEMPLATES", 0, 1));
        List<Double> thresholds =
                config.forecast().horizons().stream().map(one -> threshold).toList();
        Card card = new Card(
                trainedUntil,
                trainedUntil,
                List.of(),
                1,
                1,
                1,
                templates.size(),
                features.size(),
                Map.of(),
                Map.of(),
                null,
                null,
                null,
                Map.of());
        Bundle bundle = new Bundle(
                card,
                config.window(),
                Settings.horizons(config),
                Settings.plan(config).model(),
                TemplateTree.of(Settings.miner(config), templates),
                new SlotTable(Map.of()),
                new LogCodec(features),
                HealthPast.NONE,
                new Thresholds(thresholds, thresholds),
                Baselines.fit(
                        List.of(Runs.encoded(
                                Histories.windows("shop", 0, 200, minute -> minute % 5),
                                new HealthHistory(Histories.incidents("shop", 200, 60), null))),
                        Runs.HORIZONS,
                        20),
                List.of(new byte[12]),
                Serving.NETWORK,
                null);
        return new ModelDirectory.Named(version, bundle);
    }
}
