package io.portent.report;

import io.portent.evaluate.Incident;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Trace;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a page shows.
 *
 * @param model that was judged, by its version or by how it was made
 * @param embargo between training and what was asked, where models were trained for the evaluation; else zero
 * @param timelines of entities, those with most incidents
 * @param entities that there are
 * @param around what was forecast around incidents that are shown at length
 * @param drivers of those, the strongest first
 * @param remarks sentences on what is missing
 */
public record Evidence(
        String model,
        Duration embargo,
        Judgement judgement,
        List<Trace> timelines,
        int entities,
        Map<Incident, Trace> around,
        Map<Incident, List<Driver>> drivers,
        List<String> remarks) {
    public Evidence {
        timelines = List.copyOf(timelines);
        around = Collections.unmodifiableMap(new LinkedHashMap<>(around));
        drivers = Map.copyOf(drivers);
        remarks = List.copyOf(remarks);
    }
}
