package io.portent.agent;

import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What two stores must agree on: windows by entity and start, with the texts of templates in the place of their ids. Without
 * parameter values: those of slots that take too many are counted again for a while after each start, and mean nothing.
 */
final class ResolvedWindows {
    private ResolvedWindows() {}

    static Map<String, Window> of(Store store) {
        Map<String, String> texts = new HashMap<>();
        for (StoredTemplate template : store.windowReader().templates()) {
            texts.put(template.id(), template.text());
        }
        Map<String, Window> windows = new TreeMap<>();
        store.windowReader()
                .windows(
                        null,
                        TimeSpan.ALL,
                        window -> windows.put(window.entity() + " " + window.start(), named(window, texts)));
        return windows;
    }

    private static Window named(Window window, Map<String, String> texts) {
        Window named = window.renamed(id -> texts.getOrDefault(id, "nobody knows " + id));
        return new Window(
                named.entity(),
                named.start(),
                named.length(),
                named.severities(),
                named.templates(),
                Map.of(),
                named.exceptions(),
                named.fields(),
                named.newTemplates(),
                named.longestGap());
    }
}
