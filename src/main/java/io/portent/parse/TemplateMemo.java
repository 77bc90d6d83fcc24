package io.portent.parse;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the answer for masked messages that come again and again, so that they skip the tree. Lossy: a message has two
 * slots, and the second holds the latest. An entry is immutable and a slot one reference, so a race between threads costs a walk, never an answer.
 */
final class TemplateMemo {
    private static final int SLOTS = 2_048;
    private static final int MAX_LENGTH = 512;

    private record Entry(int hash, int version, String masked, Template template) {}

    private final @Nullable Entry[] slots = new Entry[SLOTS];

    /** Null where it is not remembered, or was in a former version of the tree. */
    @Nullable
    Template find(Masker masker, int hash, int version) {
        Entry entry = slots[hash & (SLOTS - 1)];
        if (entry == null || entry.hash != hash) {
            entry = slots[second(hash)];
        }
        boolean hit = entry != null && entry.hash == hash && entry.version == version && masker.same(entry.masked);
        return hit && entry != null ? entry.template : null;
    }

    void keep(Masker masker, int hash, int version, Template template) {
        if (masker.length() <= MAX_LENGTH) {
            int first = hash & (SLOTS - 1);
            Entry there = slots[first];
            boolean other = there != null && there.hash != hash && there.version == version;
            slots[other ? second(hash) : first] = new Entry(hash, version, masker.text(), template);
        }
    }

    /** Where the second of two messages goes that share a slot. */
    private static int second(int hash) {
        return (hash >>> 16 ^ hash >>> 5) & (SLOTS - 1);
    }
}
