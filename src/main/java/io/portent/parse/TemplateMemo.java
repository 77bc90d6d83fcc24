package io.portent.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    /** Eight bytes of a text as one number, the first the lowest. */
    static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Odd, and its bits look drawn by lot: the golden ratio's. */
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    private static final class Entry {
        private final int hash;
        private final int words;
        private final int version;
        private final byte[] text;
        private final Template template;

        Entry(int hash, int words, int version, byte[] text, Template template) {
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
    Template find(byte[] text, int length, int hash, Versions versions) {
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
    void keep(byte[] text, int length, int hash, int words, Versions versions, Template template) {
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

    /** Of eight bytes at a time; the last eight may overlap with those before. */
    static int hash(byte[] text, int length) {
        long hash = length;
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            hash = mix(hash, (long) EIGHT.get(text, i));
        }
        if (length >= 8) {
            hash = mix(hash, (long) EIGHT.get(text, length - 8));
        }
        for (; length < 8 && i < length; i++) {
            hash = mix(hash, text[i]);
        }
        return (int) hash;
    }

    private static long mix(long hash, long more) {
        long mixed = (hash ^ more) * MIXER;
        return mixed ^ (mixed >>> 32);
    }
}
