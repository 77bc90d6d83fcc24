package io.portent.cli;

import io.portent.health.Label;
import io.portent.json.Json;
import io.portent.store.LabelBook.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Labels as a person or a program reads them. */
final class LabelTable {
    private static final List<String> HEADER =
            List.of("key", "entity", "state", "start", "end", "source", "confidence", "note");
    private static final int WIDEST = 60;

    private LabelTable() {}

    static String of(List<Recorded> labels) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        for (Recorded recorded : labels) {
            Label label = recorded.label();
            Instant end = label.end();
            rows.add(List.of(
                    Printable.line(recorded.key(), WIDEST),
                    label.entity().isEmpty() ? "(all)" : Printable.line(label.entity(), WIDEST),
                    label.state().label(),
                    label.start().toString(),
                    end == null ? "(open)" : end.toString(),
                    Printable.line(label.source(), WIDEST),
                    String.format(Locale.ROOT, "%.2f", recorded.confidence()),
                    Printable.line(label.note(), WIDEST)));
        }
        return Columns.of(rows);
    }

    /** {@code {"labels": [...]}}; the end of an open label is null. */
    static String json(List<Recorded> labels) {
        return labels.stream().map(LabelTable::json).collect(Collectors.joining(",", "{\"labels\":[", "]}\n"));
    }

    private static String json(Recorded recorded) {
        Label label = recorded.label();
        Instant end = label.end();
        return "{\"key\":" + Json.quote(recorded.key())
                + ",\"entity\":" + Json.quote(label.entity())
                + ",\"state\":" + Json.quote(label.state().label())
                + ",\"start\":" + Json.quote(label.start().toString())
                + ",\"end\":" + (end == null ? "null" : Json.quote(end.toString()))
                + ",\"source\":" + Json.quote(label.source())
                + ",\"confidence\":" + recorded.confidence()
                + ",\"note\":" + Json.quote(label.note())
                + "}";
    }
}
