package io.portent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the file and the environment say, by path, before anybody asks what it means. Lives for one reading. */
final class Given {
    /** Literal: from a variable, and not searched for {@code ${...}} again. */
    record Value(Place place, Node node, boolean literal) {}

    /** An entry of a list of sections. One that is not usable has been reported as a whole, and its keys are not asked for. */
    record Item(Place place, boolean usable) {}

    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, List<Item>> items = new HashMap<>();

    void put(String path, Value value) {
        values.put(path, value);
    }

    void remove(String path) {
        values.remove(path);
    }

    @Nullable
    Value get(String path) {
        return values.get(path);
    }

    void addItem(String list, Item item) {
        items.computeIfAbsent(list, path -> new ArrayList<>()).add(item);
    }

    List<Item> items(String list) {
        return items.getOrDefault(list, List.of());
    }
}
