package io.portent.parse;

import io.portent.event.FieldMap;
import org.jspecify.annotations.Nullable;

/** The fields of one type of the record that is being read. Reused from record to record. */
final class Fields<V> {
    private final String[] names;
    private final int[] hashes;
    private final V[] values;
    private int size;

    /** @param values room for as many as there may be; the fields' own from now on */
    Fields(V[] values) {
        this.values = values;
        this.names = new String[values.length];
        this.hashes = new int[values.length];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** In place of the one of this name; nothing where it would be one more than there may be. */
    void put(String name, V value, int most) {
        int hash = name.hashCode();
        int at = find(name, hash);
        if (at < most) {
            names[at] = name;
            hashes[at] = hash;
            values[at] = value;
            size = Math.max(size, at + 1);
        }
    }

    void remove(String name) {
        int at = size == 0 ? 0 : find(name, name.hashCode());
        if (at < size) {
            size--;
            names[at] = names[size];
            hashes[at] = hashes[size];
            values[at] = values[size];
        }
    }

    /** Null where there is none of this name. */
    @Nullable
    V get(String name) {
        int at = find(name, name.hashCode());
        return at < size ? values[at] : null;
    }

    /** Where it is, else where the next one goes. */
    private int find(String name, int hash) {
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && names[i].equals(name)) {
                return i;
            }
        }
        return size;
    }

    FieldMap<V> map() {
        return FieldMap.of(names, values, size);
    }
}
