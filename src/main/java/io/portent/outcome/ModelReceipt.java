package io.portent.outcome;

import java.util.List;
import java.util.Map;

/**
 * What one model's forecasts came to.
 *
 * @param model its version; empty where none was said
 * @param shadow beside the serving model, shown to nobody
 * @param calibration by horizon
 */
public record ModelReceipt(
        String model, boolean shadow, Tally all, Map<String, Tally> entities, List<Calibration> calibration) {
    public ModelReceipt {
        entities = Map.copyOf(entities);
        calibration = List.copyOf(calibration);
    }
}
