package io.portent.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Writes small numbers into few bytes. Not thread-safe; owned by one encoding. {@link ByteSource} reads it back. */
final class ByteSink {
    private byte[] bytes = new byte[256];
    private int size;

    void one(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /** Seven bits a byte, the lowest first; a negative number takes ten bytes. */
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            one((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        one((int) rest);
    }

    /** Small of either sign. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** An int of either sign; few bytes for one that is not negative. */
    void count(int value) {
        number(Integer.toUnsignedLong(value));
    }

    void eight(long bits) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            one((int) (bits >>> shift));
        }
    }

    /** Most are whole milliseconds; then the lowest bit is 0. */
    void duration(Duration value) {
        if (value.getNano() % 1_000_000 == 0) {
            number(value.toMillis() << 1);
        } else {
            number(((long) value.getNano() << 1) | 1);
            number(value.getSeconds());
        }
    }

    /** UTF-8, after {@link StoredText} has made it a text that UTF-8 can hold. */
    void text(String value) {
        byte[] utf8 = StoredText.of(value).getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        for (byte each : utf8) {
            one(each);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }
}
