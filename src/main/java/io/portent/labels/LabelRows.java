package io.portent.labels;

import io.portent.health.Label;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels as rows of a table, which have no key: entity, state, start and source alone tell them apart. Two alerts that fire at the
 * same moment are two labels and one row, with the later end and the words of both; the health is the same.
 */
public final class LabelRows {
    private LabelRows() {}

    /** In the order of each one's first label. */
    public static List<Label> of(List<Recorded> labels) {
        return byRow(labels).values().stream().map(LabelRows::joined).toList();
    }

    /** By the key that a row would have: the labels that it stands for. */
    static Map<String, List<Recorded>> byRow(List<Recorded> labels) {
        Map<String, List<Recorded>> rows = new LinkedHashMap<>();
        for (Recorded one : labels) {
            rows.computeIfAbsent(LabelKey.of(one.label()), key -> new ArrayList<>())
                    .add(one);
        }
        return rows;
    }

    static Label joined(List<Recorded> labels) {
        Label first = labels.get(0).label();
        Set<String> notes = new LinkedHashSet<>();
        @Nullable Instant end = first.end();
        for (Recorded each : labels) {
            Instant other = each.label().end();
            end = end == null || other == null ? null : other.isAfter(end) ? other : end;
            notes.add(each.label().note());
        }
        notes.remove("");
        return new Label(first.entity(), first.state(), first.start(), end, first.source(), String.join("; ", notes));
    }
}
