package io.portent.window;

import io.portent.event.LogEvent;
import java.util.List;

/**
 * An event with what template mining found in it.
 *
 * @param values the event's parameter values worth counting, as {@code id#slot=value}
 * @param isNew the template was never seen before
 */
public record Seen(LogEvent event, String templateId, List<String> values, boolean isNew) {}
