package io.portent.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code PORTENT_} variables over the keys of the file. */
final class Overrides {
    /** What the launcher script reads; not for us, and no mistake. */
    private static final Set<String> LAUNCHER =
            Set.of("PORTENT_JAVA_OPTS", "PORTENT_CACHE", "PORTENT_HOME", "PORTENT_HEAP", "PORTENT_CODECS");

    /** A key within an entry of a list of sections, which are counted from 0. */
    private static final Pattern ITEM = Pattern.compile("(PORTENT_[A-Z_]+_)(0|[1-9]\\d{0,2})(_[A-Z0-9_]+)");

    /** @param item -1: not within a list */
    private record Variable(int item, Key key, String variable, String text) {}

    private Overrides() {}

    static void apply(Map<String, String> environment, Given given, ProblemList problems) {
        List<Variable> known = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (variable.startsWith("PORTENT_") && !LAUNCHER.contains(variable)) {
                collect(variable, text, known, problems);
            }
        });
        entity(known, given, problems);
        known.sort((a, b) -> Integer.compare(a.item(), b.item()));
        for (Variable override : known) {
            if (override.item() < 0) {
                replaceTwin(override, given);
                put(override.key().path(), override, given);
            } else {
                putItem(override, given, problems);
            }
        }
    }

    private static void collect(String variable, String text, List<Variable> known, ProblemList problems) {
        Matcher matcher = ITEM.matcher(variable);
        boolean ofItem = matcher.matches();
        Key key = Key.ofVariable(ofItem ? matcher.group(1) + "N" + matcher.group(3) : variable);
        if (key == null || ofItem != key.path().contains("[]")) {
            problems.add(Place.variable(Quoted.plain(variable)), "", Suggestion.forVariable(variable));
        } else {
            known.add(new Variable(ofItem ? Integer.parseInt(matcher.group(2)) : -1, key, variable, text));
        }
    }

    /** The two forms of entity exclude each other: a variable of one form replaces the other form in the file. */
    private static void entity(List<Variable> known, Given given, ProblemList problems) {
        boolean named = known.stream().anyMatch(override -> override.key() == Key.ENTITY);
        boolean byField = known.stream().anyMatch(override -> override.key() == Key.ENTITY_FIELD);
        if (named && byField) {
            problems.add(
                    Place.variable(Key.ENTITY_FIELD.variable()),
                    Key.ENTITY_FIELD.path(),
                    "excludes PORTENT_ENTITY; set only one of the two");
        }
        if (named) {
            given.remove(Key.ENTITY_FIELD.path());
        } else if (byField) {
            given.remove(Key.ENTITY.path());
        }
    }

    /** A variable may speak of an entry of the file, or of the one after the last; it may not leave a gap. */
    private static void putItem(Variable override, Given given, ProblemList problems) {
        Place place = Place.variable(override.variable());
        String schema = override.key().path();
        String list = schema.substring(0, schema.indexOf("[]"));
        String path = override.key().path(override.item());
        int items = given.items(list).size();
        if (override.item() > items) {
            problems.add(place, path, "must have no gap before it; the next one is number " + items);
            return;
        }
        if (override.item() == items) {
            given.addItem(list, new Given.Item(place, true));
        }
        if (override.key().isCondition()) {
            replace(Key::isCondition, override.item(), given);
        } else if (override.key().isInput()) {
            replace(Key::isInput, override.item(), given);
        }
        put(path, override, given);
    }

    /** A rule has one condition, a source one input: that of a variable replaces another one of the file. */
    private static void replace(Predicate<Key> alternatives, int item, Given given) {
        for (Key key : Key.values()) {
            String path = key.path(item);
            Given.Value there = alternatives.test(key) ? given.get(path) : null;
            if (there != null && !there.literal()) {
                given.remove(path);
            }
        }
    }

    /** A token stands in the configuration or in a file: a variable of one form replaces the other form in the file. */
    private static void replaceTwin(Variable override, Given given) {
        Key twin = override.key().twin();
        Given.Value there = twin == null || override.text().isEmpty() ? null : given.get(twin.path());
        if (twin != null && there != null && !there.literal()) {
            given.remove(twin.path());
        }
    }

    private static void put(String path, Variable override, Given given) {
        Node node = switch (override.key().shape()) {
            case SCALAR -> new Node.Scalar(1, override.text());
            case LIST -> new Node.Sequence(1, items(override.text()));
        };
        given.put(path, new Given.Value(Place.variable(override.variable()), node, true));
    }

    private static List<Node> items(String text) {
        List<Node> items = new ArrayList<>();
        for (String item : split(text)) {
            items.add(new Node.Scalar(1, item));
        }
        return items;
    }

    /** At commas, but not at those within the braces of a glob; empty parts are dropped. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth = Math.max(0, depth + (c == '{' ? 1 : c == '}' ? -1 : 0));
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
