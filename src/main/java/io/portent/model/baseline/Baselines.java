package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.RiskModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All baselines of one training span, kept in the bundle so that every later score can stand beside theirs. */
public record Baselines(Climatology climatology, Persistence persistence, ErrorRate errorRate, Logistic logistic) {

    /** @param runs of the training span, at least one */
    public static Baselines fit(List<EncodedRun> runs, Horizons horizons, int dataWindow) {
        return new Baselines(
                Climatology.fit(runs, horizons),
                Persistence.fit(runs, horizons),
                ErrorRate.fit(runs, horizons),
                Logistic.fit(runs, horizons, dataWindow));
    }

    /** By the name that metrics, tables and cards use. */
    public Map<String, RiskModel> byName() {
        Map<String, RiskModel> all = new LinkedHashMap<>();
        all.put("climatology", climatology);
        all.put("persistence", persistence);
        all.put("error-rate", errorRate);
        all.put("logistic", logistic);
        return all;
    }
}
