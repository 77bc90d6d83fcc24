package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.HazardModel;
import io.portent.model.RiskModel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All baselines of one training span, kept in the bundle so that every later score can stand beside theirs.
 *
 * @param history null in bundles of before it was there, and where neither clock nor past is looked at
 */
public record Baselines(
        Climatology climatology,
        Persistence persistence,
        ErrorRate errorRate,
        @Nullable Logistic history,
        Logistic logistic) {

    /** The one that learns from what the logs say. */
    public static final String LOGISTIC = "logistic";

    /** The one that has not read the logs: what the clock says, and the onsets so far. */
    public static final String HISTORY = "history";

    /** The one that says how often failures are, and no more. */
    public static final String CLIMATOLOGY = "climatology";

    /** @param runs of the training span, at least one */
    public static Baselines fit(List<EncodedRun> runs, Horizons horizons, int dataWindow) {
        return fit(runs, horizons, dataWindow, moment -> true);
    }

    /** @param learn moments that may teach */
    public static Baselines fit(List<EncodedRun> runs, Horizons horizons, int dataWindow, Predicate<Instant> learn) {
        return new Baselines(
                Climatology.fit(runs, horizons, learn),
                Persistence.fit(runs, horizons, learn),
                ErrorRate.fit(runs, horizons, dataWindow, learn),
                runs.get(0).unread().isEmpty() ? null : Logistic.ofHistory(runs, horizons, learn),
                Logistic.fit(runs, horizons, dataWindow, learn));
    }

    /** @throws IllegalArgumentException for a name that none has */
    public RiskModel named(String name) {
        RiskModel model = byName().get(name);
        if (model == null) {
            throw new IllegalArgumentException("no baseline " + name);
        }
        return model;
    }

    /** Those that say hazards, which can be calibrated; null for the others. */
    public @Nullable HazardModel hazards(String name) {
        return byName().get(name) instanceof HazardModel model ? model : null;
    }

    /** By the name that metrics, tables and cards use. */
    public Map<String, RiskModel> byName() {
        Map<String, RiskModel> all = new LinkedHashMap<>();
        all.put(CLIMATOLOGY, climatology);
        all.put("persistence", persistence);
        all.put("error-rate", errorRate);
        if (history != null) {
            all.put(HISTORY, history);
        }
        all.put(LOGISTIC, logistic);
        return all;
    }
}
