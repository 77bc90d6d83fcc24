package io.portent.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameter values that are worth counting one by one, as they stood at one moment. A mined template hides them
 * ({@code fault code <*> raised}), yet which code it was may be all that tells a failure from a nuisance. Immutable and
 * thread-safe.
 */
public final class SlotTable {
    private final Map<String, Set<String>> valuesBySlot;
    private final Map<String, int[]> positionsByTemplate;

    /** @param valuesBySlot known values by {@code id#position} */
    public SlotTable(Map<String, Set<String>> valuesBySlot) {
        Map<String, Set<String>> copy = new TreeMap<>();
        Map<String, List<Integer>> positions = new HashMap<>();
        valuesBySlot.forEach((slot, values) -> {
            copy.put(slot, new TreeSet<>(values));
            int hash = slot.lastIndexOf('#');
            positions
                    .computeIfAbsent(slot.substring(0, hash), id -> new ArrayList<>())
                    .add(Integer.parseInt(slot.substring(hash + 1)));
        });
        this.valuesBySlot = copy;
        this.positionsByTemplate = new HashMap<>();
        positions.forEach((id, list) -> positionsByTemplate.put(
                id, list.stream().mapToInt(Integer::intValue).sorted().toArray()));
    }

    /** What a bundle stores; the constructor takes it back. */
    public Map<String, Set<String>> valuesBySlot() {
        return Map.copyOf(valuesBySlot);
    }

    /** The message's known values as {@code id#position=value}; an unknown value is left out. */
    public List<String> valuesOf(Template template, String message) {
        int[] positions = positionsByTemplate.get(template.id());
        if (positions == null) {
            return List.of();
        }
        List<String> found = new ArrayList<>(positions.length);
        Words words = new Words(message);
        for (int position : positions) {
            String slot = template.id() + "#" + position;
            String value = words.at(position);
            if (value != null && valuesBySlot.getOrDefault(slot, Set.of()).contains(value)) {
                found.add(slot + "=" + value);
            }
        }
        return found;
    }

    /** Whether this {@code id#position=value} is among the known ones. */
    public boolean knows(String key) {
        int equals = key.indexOf('=');
        return equals > 0
                && valuesBySlot.getOrDefault(key.substring(0, equals), Set.of()).contains(key.substring(equals + 1));
    }
}
