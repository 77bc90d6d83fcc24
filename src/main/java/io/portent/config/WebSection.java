package io.portent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of the web configuration with a closed set of keys. Not thread-safe; lives for one reading. */
final class WebSection {
    /** One value, and the line of its key. An empty text is none, as in the exporter toolkit. */
    record Written(int line, String text) {}

    private final String file;
    private final String path;
    private final int line;
    private final ProblemList problems;
    private final Map<String, Node.Entry> entries;

    private WebSection(String file, String path, int line, ProblemList problems, Map<String, Node.Entry> entries) {
        this.file = file;
        this.path = path;
        this.line = line;
        this.problems = problems;
        this.entries = entries;
    }

    /** @param known the keys; empty: any, their names are somebody's own */
    static WebSection of(String file, String path, @Nullable Node node, Set<String> known, ProblemList problems) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        WebSection section = new WebSection(file, path, node == null ? 1 : node.line(), problems, entries);
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                section.put(entry, known);
            }
        } else if (node != null && !isNothing(node)) {
            problems.add(Place.line(file, node.line()), path, "must hold keys of its own, was " + FileKeys.kind(node));
        }
        return section;
    }

    private void put(Node.Entry entry, Set<String> known) {
        Node.Entry first = entries.get(entry.name());
        if (!known.isEmpty() && !known.contains(entry.name())) {
            problem(entry.line(), entry.name(), Suggestion.among(known, entry.name()));
        } else if (first != null) {
            problem(entry.line(), entry.name(), "was given on line " + first.line() + " already");
        } else {
            entries.put(entry.name(), entry);
        }
    }

    private static boolean isNothing(Node node) {
        return node instanceof Node.Unusable || (node instanceof Node.Scalar scalar && scalar.text() == null);
    }

    WebSection section(String name, Set<String> known) {
        Node.Entry entry = entries.get(name);
        return of(file, FileKeys.below(path, name), entry == null ? null : entry.value(), known, problems);
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Nullable
    Written text(String name) {
        Node.Entry entry = entries.get(name);
        if (entry == null || isNothing(entry.value())) {
            return null;
        }
        if (!(entry.value() instanceof Node.Scalar scalar)) {
            problem(entry.line(), name, "must be one value, was " + FileKeys.kind(entry.value()));
            return null;
        }
        String text = scalar.text();
        return text == null || text.isBlank() ? null : new Written(entry.line(), text);
    }

    /** The value by that meaning, the fallback where there is none or it was refused. */
    <T> T one(String name, T fallback, Settings.Parser<T> parser) {
        T value = maybe(name, parser);
        return value == null ? fallback : value;
    }

    /** The value by that meaning, null where there is none or it was refused. */
    <T> @Nullable T maybe(String name, Settings.Parser<T> parser) {
        Written written = text(name);
        if (written == null) {
            return null;
        }
        try {
            return parser.parse(written.text());
        } catch (IllegalArgumentException e) {
            problem(written.line(), name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    <T> List<T> many(String name, Settings.Parser<T> parser) {
        Node.Entry entry = entries.get(name);
        if (entry == null || isNothing(entry.value())) {
            return List.of();
        }
        if (!(entry.value() instanceof Node.Sequence sequence)) {
            problem(entry.line(), name, "must be a list such as [a, b], was " + FileKeys.kind(entry.value()));
            return List.of();
        }
        List<T> all = new ArrayList<>();
        for (Node item : sequence.items()) {
            String text = item instanceof Node.Scalar scalar ? scalar.text() : null;
            try {
                all.add(parser.parse(text == null ? "" : text));
            } catch (IllegalArgumentException e) {
                problem(item.line(), name, String.valueOf(e.getMessage()));
            }
        }
        return all;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    int line(String name) {
        Node.Entry entry = entries.get(name);
        return entry == null ? line : entry.line();
    }

    /** @param name of a key that may be missing: the problem then stands where the section begins */
    void problem(String name, String message) {
        problem(line(name), name, message);
    }

    private void problem(int at, String name, String message) {
        problems.add(Place.line(file, at), FileKeys.below(path, name), message);
    }
}
