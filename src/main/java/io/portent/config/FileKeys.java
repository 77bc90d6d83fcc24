package io.portent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks the file's tree: known keys go to {@link Given}, all others to the problems. */
final class FileKeys {
    /** Keeps a key that is spelled like a path, such as {@code "window.length"}, from passing for one. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");

    private final String file;
    private final Given given;
    private final ProblemList problems;

    private FileKeys(String file, Given given, ProblemList problems) {
        this.file = file;
        this.given = given;
        this.problems = problems;
    }

    static void read(String file, String yaml, Given given, ProblemList problems) {
        Node root = YamlTree.read(file, yaml, problems);
        if (root != null) {
            new FileKeys(file, given, problems).section("", "", root);
        }
    }

    /**
     * @param path as shown to people, {@code sources[0]}
     * @param schema the same as the table of keys spells it, {@code sources[]}
     */
    private void section(String path, String schema, Node node) {
        if (node instanceof Node.Mapping mapping) {
            Map<String, Integer> lines = new HashMap<>();
            for (Node.Entry entry : mapping.entries()) {
                Integer first = lines.putIfAbsent(entry.name(), entry.line());
                if (first == null) {
                    entry(path, schema, entry);
                } else {
                    problems.add(
                            at(entry.line()), below(path, entry.name()), "was given on line " + first + " already");
                }
            }
        } else if (!isNothing(node)) {
            String example = Key.namesBelow(schema).get(0);
            problems.add(at(node.line()), path, "must hold keys such as " + example + ", was " + kind(node));
        }
    }

    private void entry(String path, String schema, Node.Entry entry) {
        String name = entry.name();
        String childPath = below(path, name);
        String childSchema = schema.isEmpty() ? name : schema + "." + name;
        Key key = Key.ofPath(childSchema);
        if (!NAME.matcher(name).matches()) {
            problems.add(at(entry.line()), childPath, Suggestion.forKey(schema, name));
        } else if (Key.isListOfSections(childSchema)) {
            list(childPath, childSchema, entry);
        } else if (key == Key.ENTITY && entry.value() instanceof Node.Mapping mapping) {
            entity(entry.line(), mapping);
        } else if (key != null) {
            given.put(childPath, new Given.Value(at(entry.line()), entry.value(), false));
        } else if (Key.isSection(childSchema)) {
            section(childPath, childSchema, entry.value());
        } else {
            problems.add(at(entry.line()), childPath, Suggestion.forKey(schema, name));
        }
    }

    private void entity(int line, Node.Mapping mapping) {
        if (mapping.entries().isEmpty()) {
            problems.add(at(line), "entity", "must be a name or {field: NAME}, was {}");
        }
        section("entity", "entity", mapping);
    }

    private void list(String path, String schema, Node.Entry entry) {
        List<String> names = Key.namesBelow(schema + "[]");
        if (entry.value() instanceof Node.Sequence sequence) {
            List<Node> items = sequence.items();
            for (int i = 0; i < items.size(); i++) {
                Node item = items.get(i);
                given.addItem(path, new Given.Item(at(item.line()), item instanceof Node.Mapping));
                if (item instanceof Node.Scalar scalar && scalar.text() == null) {
                    problems.add(
                            at(item.line()),
                            path + "[" + i + "]",
                            "is empty; remove it or give keys such as " + names.get(0));
                }
                section(path + "[" + i + "]", schema + "[]", item);
            }
        } else if (!isNothing(entry.value())) {
            problems.add(
                    at(entry.line()),
                    path,
                    "must be a list, each entry beginning with \"- " + names.get(0) + ":\", was "
                            + kind(entry.value()));
        }
    }

    private Place at(int line) {
        return Place.line(file, line);
    }

    static String below(String path, String name) {
        String shown = Quoted.plain(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private static boolean isNothing(Node node) {
        return node instanceof Node.Unusable || (node instanceof Node.Scalar scalar && scalar.text() == null);
    }

    static String kind(Node node) {
        if (node instanceof Node.Mapping) {
            return "keys of its own";
        }
        if (node instanceof Node.Sequence) {
            return "a list";
        }
        @Nullable String text = node instanceof Node.Scalar scalar ? scalar.text() : null;
        return text == null ? "nothing" : Quoted.of(text);
    }
}
