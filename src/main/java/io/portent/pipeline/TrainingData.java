package io.portent.pipeline;

import io.portent.health.HealthHistory;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.window.PickedWindows;
import io.portent.window.Window;
import java.time.Instant;
import java.util.List;

/**
 * What may be learnt from.
 *
 * @param windows each entity's in time order; those that ended by {@code until} are kept, up to the last event by then
 * @param templates and slots as mined from these windows' events, and no later ones
 * @param until labels are taken as if read at this time
 */
public record TrainingData(
        List<Window> windows, TemplateTree templates, SlotTable slots, HealthHistory health, Instant until) {
    public TrainingData {
        windows = KnownTime.of(
                PickedWindows.where(windows, window -> !window.end().isAfter(until)));
    }
}
