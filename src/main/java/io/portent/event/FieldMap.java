package io.portent.event;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a record that have one type, in the order they were read. Immutable and without null, as the maps of
 * {@link Map#copyOf}, but a field is found by looking at each: for the few that a record has, that costs less than a table
 * of hashes (docs/RATIONALE.md).
 */
public final class FieldMap<V> extends AbstractMap<String, V> {
    private static final FieldMap<?> NONE = new FieldMap<>(new String[0], new Object[0]);

    private final String[] names;
    private final V[] values;

    private FieldMap(String[] names, V[] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Of the first {@code count} names and values, which are copied.
     *
     * @param names no two of them equal
     */
    @SuppressWarnings("unchecked") // of nothing, and so of every type
    public static <V> FieldMap<V> of(String[] names, V[] values, int count) {
        return count == 0
                ? (FieldMap<V>) NONE
                : new FieldMap<>(Arrays.copyOf(names, count), Arrays.copyOf(values, count));
    }

    /**
     * The same fields; a map that is none of these is copied as it is.
     *
     * @throws NullPointerException where a name or a value is null
     */
    static <V> Map<String, V> copyOf(Map<String, V> fields) {
        return fields instanceof FieldMap<V> ? fields : Map.copyOf(fields);
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable V get(@Nullable Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super V> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Entry<String, V>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Entry<String, V>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < names.length;
            }

            @Override
            public Entry<String, V> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return Map.entry(names[next], values[next++]);
            }
        };
    }
}
