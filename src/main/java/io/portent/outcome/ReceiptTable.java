package io.portent.outcome;

import java.util.List;

/**
 * What the forecasts of a span came to.
 *
 * @param served the forecasts that were shown, whatever model made them
 * @param unjudged onsets about which nothing was said, or before which nobody says how the entity was
 * @param standing alarms of which it is not known yet
 * @param models those that served first, in the order of their first forecast; then the shadows
 * @param outcomes of the forecasts that were shown, by entity and time
 */
public record ReceiptTable(
        Tally served, int unjudged, int standing, List<ModelReceipt> models, List<Outcome> outcomes) {
    public ReceiptTable {
        models = List.copyOf(models);
        outcomes = List.copyOf(outcomes);
    }
}
