package io.portent.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads what {@link ByteSink} has written. Not thread-safe; owned by one decoding. */
final class ByteSource {
    private final byte[] bytes;
    private int at;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    int one() throws BrokenBytesException {
        if (at == bytes.length) {
            throw new BrokenBytesException("ends after " + at + " bytes");
        }
        return bytes[at++] & 0xFF;
    }

    long number() throws BrokenBytesException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = one();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new BrokenBytesException("number too long at byte " + at);
    }

    long signed() throws BrokenBytesException {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    int count() throws BrokenBytesException {
        return (int) number();
    }

    /** A number of things that follow, each of at least one byte. */
    int length() throws BrokenBytesException {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw new BrokenBytesException("length " + length + " at byte " + at + " of " + bytes.length);
        }
        return (int) length;
    }

    long eight() throws BrokenBytesException {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = (bits << 8) | one();
        }
        return bits;
    }

    Duration duration() throws BrokenBytesException {
        long value = number();
        return (value & 1) == 0 ? Duration.ofMillis(value >>> 1) : Duration.ofSeconds(number(), value >>> 1);
    }

    String text() throws BrokenBytesException {
        int length = length();
        String stored = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return StoredText.read(stored);
    }

    void end() throws BrokenBytesException {
        if (at != bytes.length) {
            throw new BrokenBytesException((bytes.length - at) + " bytes too many");
        }
    }
}
