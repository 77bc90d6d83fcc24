package io.portent.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the answer for messages that come again and again, so that they skip the tree. Lossy: a message has two
 * slots, and the second holds the latest. An entry is immutable and a slot one reference, so a race between threads costs a walk, never an answer.
 */
final class TemplateMemo {
    private static final int SLOTS = 4_096;
    /** Longer messages are masked and looked up each time: hostile ones would else fill a sidecar's heap. */
    private static final int MAX_LENGTH = 256;

    private static final class Entry {
        private final int hash;
        private final int words;
        private final int version;
        private final char[] text;
        private final Template template;

        Entry(int hash, int words, int version, char[] text, Template template) {
            this.hash = hash;
            this.words = words;
            this.version = version;
            this.text = text;
            this.template = template;
        }
    }

    private final @Nullable Entry[] slots = new Entry[SLOTS];

    /** Null where it is not remembered, or was before its answer could have changed. */
    @Nullable
    Template find(char[] text, int length, int hash, Versions versions) {
        Entry entry = slots[hash & (SLOTS - 1)];
        if (entry == null || entry.hash != hash) {
            entry = slots[second(hash)];
        }
        boolean hit = entry != null
                && entry.hash == hash
                && entry.version == versions.of(entry.words)
                && Arrays.equals(entry.text, 0, entry.text.length, text, 0, length);
        return hit && entry != null ? entry.template : null;
    }

    /** @param words of the masked message */
    void keep(char[] text, int length, int hash, int words, Versions versions, Template template) {
        if (length <= MAX_LENGTH) {
            int first = hash & (SLOTS - 1);
            Entry there = slots[first];
            boolean other = there != null && there.hash != hash && there.version == versions.of(there.words);
            slots[other ? second(hash) : first] =
                    new Entry(hash, words, versions.of(words), Arrays.copyOf(text, length), template);
        }
    }

    /** Where the second of two messages goes that share a slot. */
    private static int second(int hash) {
        return (hash >>> 16 ^ hash >>> 5) & (SLOTS - 1);
    }

    static int hash(char[] text, int length) {
        int hash = 1;
        int i = 0;
        // Four at a time: one multiplication has to wait for the other.
        for (; i + 3 < length; i += 4) {
            hash = 923_521 * hash + 29_791 * text[i] + 961 * text[i + 1] + 31 * text[i + 2] + text[i + 3];
        }
        for (; i < length; i++) {
            hash = 31 * hash + text[i];
        }
        return hash ^ (hash >>> 15);
    }
}
