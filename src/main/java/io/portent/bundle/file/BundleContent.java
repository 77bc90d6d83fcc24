package io.portent.bundle.file;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.Serving;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.ScaledFeature;
import io.portent.dataset.HealthPast;
import io.portent.dataset.Horizons;
import io.portent.drift.DriftReference;
import io.portent.model.ModelSpec;
import io.portent.model.Thresholds;
import io.portent.model.baseline.Baselines;
import io.portent.parse.MinerSpec;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateTree;
import io.portent.window.WindowSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shape of {@code bundle.json}. Renaming a component breaks every stored bundle: give a new format number then. What was added later
 * may be missing: {@code past}, {@code serving}, {@code drift}.
 */
record BundleContent(
        Card card,
        WindowSpec window,
        Horizons horizons,
        ModelSpec spec,
        MinerSpec miner,
        List<Template> templates,
        Map<String, Set<String>> slots,
        List<ScaledFeature> features,
        @Nullable HealthPast past,
        Thresholds thresholds,
        Baselines baselines,
        @Nullable Serving serving,
        @Nullable DriftReference drift) {

    static BundleContent of(Bundle bundle) {
        return new BundleContent(
                bundle.card(),
                bundle.window(),
                bundle.horizons(),
                bundle.spec(),
                bundle.templates().spec(),
                bundle.templates().templates(),
                bundle.slots().valuesBySlot(),
                bundle.codec().scaled(),
                bundle.past(),
                bundle.thresholds(),
                bundle.baselines(),
                bundle.serving(),
                bundle.drift());
    }

    Bundle bundle(List<byte[]> networks) {
        return new Bundle(
                card,
                window,
                horizons,
                spec,
                TemplateTree.of(miner, templates),
                new SlotTable(slots),
                new LogCodec(features),
                past == null ? HealthPast.NONE : past,
                thresholds,
                baselines,
                networks,
                serving == null ? Serving.NETWORK : serving,
                drift);
    }
}
