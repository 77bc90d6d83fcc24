package io.portent.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out which parameters take few values. A slot closes for ever with its {@value #MOST_VALUES}th value and one more:
 * a duration or an id does so within a few lines, a status code never. Not thread-safe.
 */
public final class SlotLearner {
    static final int MOST_VALUES = 16;

    private static final int MOST_SLOTS = 6;
    private static final int MOST_WORDS = 24;
    private static final int LONGEST_VALUE = 32;
    private static final String PARAMETER = "<*>";

    private final Map<String, Slots> byTemplate = new HashMap<>();

    /** One template's slots, for the text it has now: a text that generalises gains slots. */
    private static final class Slots {
        private String text = "";
        private List<Slot> open = List.of();
        private final Set<Integer> closed = new TreeSet<>();
    }

    private record Slot(int position, String prefix, Set<String> values) {}

    /** Learns the message's values, and gives those of slots that are still open, as {@code id#position=value}. */
    public List<String> learn(Template template, String message) {
        Slots slots = byTemplate.computeIfAbsent(template.id(), id -> new Slots());
        if (!slots.text.equals(template.text())) {
            reopen(slots, template);
        }
        if (slots.open.isEmpty()) {
            return List.of();
        }
        List<String> found = new ArrayList<>(slots.open.size());
        Words words = new Words(message);
        boolean full = false;
        for (Slot slot : slots.open) {
            String value = words.at(slot.position());
            if (value != null && value.length() <= LONGEST_VALUE) {
                if (slot.values().add(value) && isSecret(message, slot.position())) {
                    slots.closed.add(slot.position());
                    slots.open = slots.open.stream()
                            .filter(one -> one.position() != slot.position())
                            .toList();
                    continue;
                }
                found.add(slot.prefix() + value);
            }
            full |= value == null
                    || value.length() > LONGEST_VALUE
                    || slot.values().size() > MOST_VALUES;
        }
        if (full) {
            close(slots, message);
        }
        return found;
    }

    /** Asked once for each value: one that is allowed anywhere is no secret elsewhere. */
    private static boolean isSecret(String message, int position) {
        Words words = new Words(message);
        String before = position == 0 ? "" : words.at(position - 1);
        String word = words.at(position);
        return word != null && Secrets.isSecret(before == null ? "" : before, word);
    }

    private static void close(Slots slots, String message) {
        List<Slot> still = new ArrayList<>();
        Words words = new Words(message);
        for (Slot slot : slots.open) {
            String value = words.at(slot.position());
            if (value == null || value.length() > LONGEST_VALUE || slot.values().size() > MOST_VALUES) {
                slots.closed.add(slot.position());
            } else {
                still.add(slot);
            }
        }
        slots.open = still;
    }

    private static void reopen(Slots slots, Template template) {
        slots.text = template.text();
        Map<Integer, Slot> before = new HashMap<>();
        slots.open.forEach(slot -> before.put(slot.position(), slot));
        List<Slot> open = new ArrayList<>();
        Words words = new Words(template.text());
        for (int position = 0; position < MOST_WORDS && open.size() < MOST_SLOTS; position++) {
            String word = words.at(position);
            if (word == null) {
                break;
            }
            if (word.contains(PARAMETER) && !slots.closed.contains(position)) {
                Slot known = before.get(position);
                open.add(
                        known != null
                                ? known
                                : new Slot(position, template.id() + "#" + position + "=", new TreeSet<>()));
            }
        }
        slots.open = open;
    }

    /** Templates that it has met. */
    public int templates() {
        return byTemplate.size();
    }

    /** The slots that are open now, but those that never varied. */
    public SlotTable table() {
        Map<String, Set<String>> values = new TreeMap<>();
        byTemplate.forEach((id, slots) -> {
            for (Slot slot : slots.open) {
                if (slot.values().size() > 1) {
                    values.put(id + "#" + slot.position(), slot.values());
                }
            }
        });
        return new SlotTable(values);
    }
}
