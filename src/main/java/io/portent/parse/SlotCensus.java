package io.portent.parse;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out which parameters take few values, from counts alone: {@link SlotLearner} for those who have no messages any
 * more. Not thread-safe.
 */
public final class SlotCensus {
    /** Many kinds of messages in one: a position means nothing in it. */
    private static final String OVERFLOW = TemplateMiner.OVERFLOW.id() + "#";

    private final Map<String, Long> events = new HashMap<>();
    private final Map<String, Long> counted = new HashMap<>();
    private final Map<String, Set<String>> values = new TreeMap<>();

    /**
     * Counts.
     *
     * @param templates events per template id
     * @param parameters events per {@code id#position=value}
     */
    public void add(Map<String, Integer> templates, Map<String, Integer> parameters) {
        templates.forEach((id, count) -> events.merge(id, (long) count, Long::sum));
        parameters.forEach((key, count) -> {
            int equals = key.indexOf('=');
            String slot = key.substring(0, equals);
            if (slot.startsWith(OVERFLOW)) {
                return;
            }
            Set<String> known = values.computeIfAbsent(slot, s -> new TreeSet<>());
            if (known.size() <= SlotLearner.MOST_VALUES) {
                known.add(key.substring(equals + 1));
            }
            counted.merge(slot, (long) count, Long::sum);
        });
    }

    /**
     * The slots with two values or more and no more than a learner takes. A slot whose values were counted for less than half
     * of its template's events is left out: it was closed while the counting went on, and its counts say when that was, not
     * what happened.
     *
     * @param before a slot that is in both has the values of both
     */
    public SlotTable table(SlotTable before) {
        Map<String, Set<String>> open = new TreeMap<>();
        values.forEach((slot, found) -> {
            Set<String> all = new TreeSet<>(found);
            all.addAll(before.valuesBySlot().getOrDefault(slot, Set.of()));
            long of = events.getOrDefault(slot.substring(0, slot.lastIndexOf('#')), 0L);
            boolean most = 2 * counted.getOrDefault(slot, 0L) >= of;
            if (all.size() > 1 && all.size() <= SlotLearner.MOST_VALUES && most) {
                open.put(slot, all);
            }
        });
        return new SlotTable(open);
    }
}
