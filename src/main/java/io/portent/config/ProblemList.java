package io.portent.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong until everything has been looked at. Not thread-safe; lives for one reading. */
final class ProblemList {
    private record Entry(Place place, Problem problem) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(Place place, String key, String message) {
        entries.add(new Entry(place, new Problem(place.where(), key, message)));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Does it, and takes over what is wrong with it, in its order. */
    void collect(Runnable reading) {
        try {
            reading.run();
        } catch (ConfigException e) {
            e.problems().forEach(problem -> entries.add(new Entry(Place.whole(""), problem)));
        }
    }

    void throwIfAny() {
        if (!entries.isEmpty()) {
            throw all();
        }
    }

    ConfigException all() {
        return new ConfigException(entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> entry.place().order())
                        .thenComparing(entry -> entry.place().where()))
                .map(Entry::problem)
                .toList());
    }
}
