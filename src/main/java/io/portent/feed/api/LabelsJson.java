package io.portent.feed.api;

import io.portent.feed.Ignored;
import io.portent.health.Label;
import io.portent.json.Json;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Labels, and what became of those that were told, as JSON.
 *
 * <pre>
 *   {"labels": [{"key": "...", "entity": "shop", "state": "red", "start": "2026-03-04T05:06:00Z", "end": null,
 *                "source": "alertmanager", "confidence": 0.9, "note": "HighErrors: 5 % of requests fail"}]}
 *   {"added": 1, "changed": 0, "unchanged": 2, "ignored": {"not_mapped": 1}}
 *   {"added": 1, "changed": 0, "unchanged": 0, "keys": ["..."]}
 *   {"removed": 1}
 * </pre>
 */
public final class LabelsJson {
    private LabelsJson() {}

    /** @param notes whether the words of people are shown, too */
    public static String write(List<Recorded> labels, boolean notes) {
        return labels.stream().map(one -> label(one, notes)).collect(Collectors.joining(",", "{\"labels\":[", "]}\n"));
    }

    private static String label(Recorded one, boolean notes) {
        Label label = one.label();
        return "{\"key\":" + Json.quote(one.key())
                + ",\"entity\":" + Json.quote(label.entity())
                + ",\"state\":" + Json.quote(label.state().label())
                + ",\"start\":" + Json.quote(label.start().toString())
                + ",\"end\":"
                + (label.end() == null ? "null" : Json.quote(label.end().toString()))
                + ",\"source\":" + Json.quote(label.source())
                + ",\"confidence\":" + one.confidence()
                + (notes ? ",\"note\":" + Json.quote(label.note()) : "")
                + "}";
    }

    public static String notified(Changes changes, Map<Ignored, Integer> ignored) {
        Map<Ignored, Integer> sorted = new TreeMap<>(ignored);
        return sorted.entrySet().stream()
                .map(each -> Json.quote(each.getKey().label()) + ":" + each.getValue())
                .collect(Collectors.joining(",", "{" + counts(changes) + ",\"ignored\":{", "}}\n"));
    }

    public static String posted(Changes changes, List<Recorded> labels) {
        return labels.stream()
                .map(one -> Json.quote(one.key()))
                .collect(Collectors.joining(",", "{" + counts(changes) + ",\"keys\":[", "]}\n"));
    }

    public static String posted(Intervention intervention) {
        return "{\"key\":" + Json.quote(intervention.key())
                + ",\"entity\":" + Json.quote(intervention.entity())
                + ",\"time\":" + Json.quote(intervention.time().toString()) + "}\n";
    }

    public static String takenBack(int count) {
        return "{\"removed\":" + count + "}\n";
    }

    private static String counts(Changes changes) {
        return "\"added\":" + changes.added() + ",\"changed\":" + changes.changed() + ",\"unchanged\":"
                + changes.unchanged();
    }
}
