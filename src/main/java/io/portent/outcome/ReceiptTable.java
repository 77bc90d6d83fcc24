package io.portent.outcome;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the forecasts of a span came to.
 *
 * @param served the forecasts that were shown, whatever model made them
 * @param unjudged onsets about which nothing was said, or before which nobody says how the entity was
 * @param standing alarms of which it is not known yet
 * @param young forecasts that were shown too lately to be judged
 * @param models those that served first, in the order of their first forecast; then the shadows
 * @param outcomes of the forecasts that were shown, by entity and time
 */
public record ReceiptTable(
        Tally served, int unjudged, int standing, Young young, List<ModelReceipt> models, List<Outcome> outcomes) {
    /**
     * How many.
     *
     * @param first time of the first; null where there are none
     */
    public record Young(int forecasts, @Nullable Instant first) {
        static final Young NONE = new Young(0, null);

        Young and(Instant time) {
            return new Young(forecasts + 1, first == null || time.isBefore(first) ? time : first);
        }
    }

    public ReceiptTable {
        models = List.copyOf(models);
        outcomes = List.copyOf(outcomes);
    }
}
