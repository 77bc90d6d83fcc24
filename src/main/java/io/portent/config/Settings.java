package io.portent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads keys one by one; what is wrong with a key goes to the problems, and reading goes on. */
final class Settings {
    /** Text to value; refuses by an IllegalArgumentException whose message says what would be right. */
    interface Parser<T> {
        T parse(String text);
    }

    private final String file;
    private final Given given;
    private final Map<String, String> environment;
    private final ProblemList problems;

    Settings(String file, Given given, Map<String, String> environment, ProblemList problems) {
        this.file = file;
        this.given = given;
        this.environment = environment;
        this.problems = problems;
    }

    <T> Setting<T> one(Key key, Parser<T> parser) {
        return one(key, key.path(), parser);
    }

    /** A key without default is required. */
    <T> Setting<T> one(Key key, String path, Parser<T> parser) {
        Given.Value value = given.get(path);
        if (value != null) {
            return setting(path, value, scalar(path, value, value.node(), parser));
        }
        String fallback = key.fallback();
        return fallback == null ? missing(path) : Setting.fallback(path, parser.parse(fallback));
    }

    <T> Setting<Optional<T>> maybe(Key key, Parser<T> parser) {
        return maybe(key.path(), parser);
    }

    /** {@code null} in the file and an empty variable mean the same as no key at all. */
    <T> Setting<Optional<T>> maybe(String path, Parser<T> parser) {
        Given.Value value = given.get(path);
        boolean nothing = value != null
                && value.node() instanceof Node.Scalar scalar
                && (scalar.text() == null || (value.literal() && scalar.text().isEmpty()));
        if (value == null || nothing) {
            return Setting.fallback(path, Optional.empty());
        }
        Parser<Optional<T>> present = text -> Optional.of(parser.parse(text));
        return setting(path, value, scalar(path, value, value.node(), present));
    }

    <T> Setting<List<T>> many(Key key, Parser<T> parser) {
        return many(key, key.path(), parser);
    }

    <T> Setting<List<T>> many(Key key, String path, Parser<T> parser) {
        Given.Value value = given.get(path);
        if (value != null) {
            return setting(path, value, items(path, value, parser));
        }
        String fallback = key.fallback();
        if (fallback == null) {
            return missing(path);
        }
        return Setting.fallback(
                path, Overrides.split(fallback).stream().map(parser::parse).toList());
    }

    /** A list that may be left out. */
    <T> Setting<Optional<List<T>>> maybeMany(String path, Parser<T> parser) {
        Given.Value value = given.get(path);
        if (value == null) {
            return Setting.fallback(path, Optional.empty());
        }
        Optional<List<T>> items = items(path, value, parser);
        return items.isPresent() ? Setting.given(path, value.place(), items) : Setting.faulty(path);
    }

    /**
     * Reads a list of sections: each usable item by its place in the list. The others have been reported.
     *
     * @param list its path, such as {@code sources}
     */
    <T> List<T> each(String list, IntFunction<T> section) {
        List<Given.Item> items = given.items(list);
        return IntStream.range(0, items.size())
                .filter(index -> items.get(index).usable())
                .mapToObj(section)
                .toList();
    }

    boolean hasItems(String list) {
        return !given.items(list).isEmpty();
    }

    /** A file belongs to one agent; of those that share a server each needs a name of its own, and a pod's is its host's. */
    String writer(String storeUrl) {
        String host = environment.getOrDefault("HOSTNAME", "");
        return storeUrl.startsWith("jdbc:sqlite:") || host.isBlank() ? "agent" : host;
    }

    /**
     * Reports a fault that lies between keys, unless one of them is faulty by itself.
     *
     * @param involved the one to change first; the problem is placed at the first that is not a default
     */
    void reject(String message, Setting<?>... involved) {
        if (Stream.of(involved).allMatch(Setting::isSound)) {
            Place place = Stream.of(involved)
                    .map(Setting::place)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(Place.line(file, 1));
            problems.add(place, involved[0].key(), message);
        }
    }

    /** Whether there is a word, or a file that holds it; never both, as nobody would know which one opens. */
    Setting<Boolean> either(Setting<Optional<Secret>> word, Setting<Optional<Path>> file) {
        if (word.isSound()
                && file.isSound()
                && word.value().isPresent()
                && file.value().isPresent()) {
            reject("must be left out where " + file.key() + " is given", word);
        }
        Setting<Boolean> there = file.map(Optional::isPresent);
        return there.isSound() && !there.value() ? word.map(Optional::isPresent) : there;
    }

    void throwIfAnyProblem() {
        problems.throwIfAny();
    }

    private static <T> Setting<T> setting(String path, Given.Value value, Optional<T> parsed) {
        return parsed.map(sound -> Setting.given(path, value.place(), sound)).orElse(Setting.faulty(path));
    }

    /** Reports what is wrong with a section as a whole, or with a key that is not there. */
    void lacks(String path, String message) {
        int bracket = path.indexOf('[');
        Place place = bracket < 0
                ? Place.line(file, 1)
                : given.items(path.substring(0, bracket))
                        .get(Integer.parseInt(path.substring(bracket + 1, path.indexOf(']'))))
                        .place();
        problems.add(place, path, message);
    }

    private <T> Setting<T> missing(String path) {
        lacks(path, "is missing and has no default");
        return Setting.faulty(path);
    }

    private <T> Optional<List<T>> items(String path, Given.Value value, Parser<T> parser) {
        if (!(value.node() instanceof Node.Sequence sequence)) {
            if (!(value.node() instanceof Node.Unusable)) {
                problems.add(value.place(), path, "must be a list such as [a, b], was " + FileKeys.kind(value.node()));
            }
            return Optional.empty();
        }
        List<T> items = new ArrayList<>();
        for (Node item : sequence.items()) {
            scalar(path, value, item, parser).ifPresent(items::add);
        }
        return items.size() == sequence.items().size() ? Optional.of(List.copyOf(items)) : Optional.empty();
    }

    /** @param node the value's own, or one item of it */
    private <T> Optional<T> scalar(String path, Given.Value value, Node node, Parser<T> parser) {
        Place place = value.literal() || node == value.node() ? value.place() : Place.line(file, node.line());
        if (node instanceof Node.Unusable) {
            return Optional.empty();
        }
        @Nullable String text = node instanceof Node.Scalar scalar ? scalar.text() : null;
        if (text == null) {
            problems.add(place, path, refusal(value, node));
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(value.literal() ? text : Substitution.apply(text, environment)));
        } catch (IllegalArgumentException e) {
            problems.add(place, path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String refusal(Given.Value value, Node node) {
        if (!(node instanceof Node.Scalar)) {
            return "must be one value, was " + FileKeys.kind(node);
        }
        return node == value.node()
                ? "has no value; give one or remove the key"
                : "has an item without value; give one or remove the item";
    }
}
