package io.portent.bundle;

import io.portent.codec.log.LogCodec;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.model.ModelSpec;
import io.portent.model.Network;
import io.portent.model.NetworkFactory;
import io.portent.model.Recurrent;
import io.portent.model.Thresholds;
import io.portent.model.baseline.Baselines;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.window.WindowSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A model with all that gives it meaning; none of the parts is loaded alone. Immutable.
 *
 * @param window how events were cut; a live agent that cuts otherwise must not use the model
 * @param networks the ensemble, in DL4J's own format
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
        List<byte[]> networks) {
    public Bundle {
        networks = List.copyOf(networks);
    }

    public Bundle withCard(Card other) {
        return new Bundle(other, window, horizons, spec, templates, slots, codec, thresholds, baselines, networks);
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
