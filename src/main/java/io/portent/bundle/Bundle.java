package io.portent.bundle;

import io.portent.codec.log.LogCodec;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.HealthPast;
import io.portent.dataset.Horizons;
import io.portent.dataset.Inputs;
import io.portent.drift.DriftReference;
import io.portent.drift.DriftScale;
import io.portent.model.AfterDataWindow;
import io.portent.model.Blend;
import io.portent.model.Calibrated;
import io.portent.model.HazardModel;
import io.portent.model.ModelSpec;
import io.portent.model.Network;
import io.portent.model.NetworkFactory;
import io.portent.model.NetworkKind;
import io.portent.model.OpenModel;
import io.portent.model.Recurrent;
import io.portent.model.RiskModel;
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
 * @param past what is read of the entity's own health, beside the windows
 * @param networks the ensemble, in DL4J's own format; empty where a baseline serves
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
        HealthPast past,
        Thresholds thresholds,
        Baselines baselines,
        List<byte[]> networks,
        Serving serving,
        @Nullable DriftReference drift) {
    public Bundle {
        networks = List.copyOf(networks);
        String baseline = serving.baseline();
        if (baseline != null && !baselines.byName().containsKey(baseline)) {
            throw new IllegalArgumentException(
                    "what serves must be one of " + baselines.byName().keySet() + ", was " + baseline);
        }
        if (baseline == null && networks.isEmpty()) {
            throw new IllegalArgumentException("a bundle needs a network, or a baseline that serves");
        }
        int maps = serving.calibration().maps().size();
        if (maps != 0 && maps != HazardTargets.outputs(horizons)) {
            throw new IllegalArgumentException(
                    "a calibration has a map for each of " + HazardTargets.outputs(horizons) + " outputs, had " + maps);
        }
    }

    public Bundle withCard(Card other) {
        return new Bundle(
                other,
                window,
                horizons,
                spec,
                templates,
                slots,
                codec,
                past,
                thresholds,
                baselines,
                networks,
                serving,
                drift);
    }

    public Bundle withDrift(@Nullable DriftReference other) {
        return new Bundle(
                card,
                window,
                horizons,
                spec,
                templates,
                slots,
                codec,
                past,
                thresholds,
                baselines,
                networks,
                serving,
                other);
    }

    /** What the drift of each entity is measured by; null where the bundle cannot tell it. */
    public @Nullable DriftScale driftScale() {
        return drift == null ? null : new DriftScale(drift, codec, templateIds(templates));
    }

    /** What a model trained with these templates knows. */
    public static Set<String> templateIds(TemplateTree templates) {
        return templates.templates().stream().map(Template::id).collect(Collectors.toSet());
    }

    /** Name of what answers: a kind of network, or a baseline. */
    public String servedBy() {
        String baseline = serving.baseline();
        if (baseline != null) {
            return baseline;
        }
        return serving.blended() ? blended(spec.network()) : spec.network().label();
    }

    /** Name of a network that is averaged with logistic regression. */
    public static String blended(NetworkKind kind) {
        return kind.label() + "+" + Baselines.LOGISTIC;
    }

    /** What the model reads of each step. */
    public Inputs inputs() {
        return new Inputs(codec, past);
    }

    /** Makes what serves ready to answer. The caller closes it. */
    public OpenModel open(NetworkFactory factory) {
        String baseline = serving.baseline();
        if (baseline == null) {
            HazardModel networks =
                    serving.blended() ? new Blend(ensemble(factory), baselines.logistic()) : ensemble(factory);
            return new Open(new Calibrated(networks, serving.calibration(), horizons), networks);
        }
        HazardModel hazards = baselines.hazards(baseline);
        RiskModel model =
                hazards == null ? baselines.named(baseline) : new Calibrated(hazards, serving.calibration(), horizons);
        return new AfterDataWindow(model, spec.dataWindow());
    }

    private Recurrent ensemble(NetworkFactory factory) {
        List<Network> open = new ArrayList<>();
        for (byte[] network : networks) {
            open.add(factory.restore(network, spec, inputs().size(), HazardTargets.outputs(horizons)));
        }
        return new Recurrent(open, spec.dataWindow());
    }

    /** Answers as the rule, and closes the networks behind it. */
    private record Open(RiskModel rule, HazardModel networks) implements OpenModel {
        @Override
        public float[] risks(EncodedRun run, int from, int to) {
            return rule.risks(run, from, to);
        }

        @Override
        public void close() {
            networks.close();
        }
    }
}
