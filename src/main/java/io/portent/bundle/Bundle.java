package io.portent.bundle;

import io.portent.codec.log.LogCodec;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.drift.DriftReference;
import io.portent.drift.DriftScale;
import io.portent.model.ModelSpec;
import io.portent.model.Network;
import io.portent.model.NetworkFactory;
import io.portent.model.Recurrent;
import io.portent.model.Thresholds;
import io.portent.model.baseline.Baselines;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateTree;
import io.portent.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model with all that gives it meaning; none of the parts is loaded alone. Immutable.
 *
 * @param window how events were cut; a live agent that cuts otherwise must not use the model
 * @param networks the ensemble, in DL4J's own format
 * @param drift what later windows are compared with; null in bundles of before there was such a thing, and where the training
 *     span was too short for it
 */
public record Bundle(
        Card card,
        WindowSpec window,
        Horizons horizons,
        ModelSpec spec,
        TemplateTree templates,
        SlotTable slots,
        LogCodec codec,
        Thresholds thresholds,
        Baselines baselines,
        List<byte[]> networks,
        @Nullable DriftReference drift) {
    public Bundle {
        networks = List.copyOf(networks);
    }

    /** One that cannot tell drift. */
    public Bundle(
            Card card,
            WindowSpec window,
            Horizons horizons,
            ModelSpec spec,
            TemplateTree templates,
            SlotTable slots,
            LogCodec codec,
            Thresholds thresholds,
            Baselines baselines,
            List<byte[]> networks) {
        this(card, window, horizons, spec, templates, slots, codec, thresholds, baselines, networks, null);
    }

    public Bundle withCard(Card other) {
        return new Bundle(
                other, window, horizons, spec, templates, slots, codec, thresholds, baselines, networks, drift);
    }

    public Bundle withDrift(@Nullable DriftReference other) {
        return new Bundle(
                card, window, horizons, spec, templates, slots, codec, thresholds, baselines, networks, other);
    }

    /** What the drift of each entity is measured by; null where the bundle cannot tell it. */
    public @Nullable DriftScale driftScale() {
        return drift == null ? null : new DriftScale(drift, codec, templateIds(templates));
    }

    /** What a model trained with these templates knows. */
    public static Set<String> templateIds(TemplateTree templates) {
        return templates.templates().stream().map(Template::id).collect(Collectors.toSet());
    }

    /** Makes the ensemble ready to answer. The caller closes it. */
    public Recurrent open(NetworkFactory factory) {
        int outputs = HazardTargets.outputs(horizons);
        List<Network> open = new ArrayList<>();
        for (byte[] network : networks) {
            open.add(factory.restore(network, spec, codec.features().size(), outputs));
        }
        return new Recurrent(open, horizons, spec.dataWindow());
    }
}
