package io.portent.source.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How bytes are text, as far as lines must know: how a newline is written, and what is malformed becomes U+FFFD. */
enum Encoding {
    UTF_8(StandardCharsets.UTF_8, 1),
    ISO_8859_1(StandardCharsets.ISO_8859_1, 1),
    UTF_16LE(StandardCharsets.UTF_16LE, 2),
    UTF_16BE(StandardCharsets.UTF_16BE, 2),
    /** The mark at the beginning says which; without one, as the standard has it, the big end comes first. */
    UTF_16(StandardCharsets.UTF_16, 2);

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final Charset charset;
    private final int width;

    Encoding(Charset charset, int width) {
        this.charset = charset;
        this.width = width;
    }

    /** Throws {@link IllegalArgumentException} for any other. */
    static Encoding of(Charset charset) {
        for (Encoding each : values()) {
            if (each.charset.equals(charset)) {
                return each;
            }
        }
        throw new IllegalArgumentException("encoding must be UTF-8, UTF-16 or ISO-8859-1, was " + charset);
    }

    /** Bytes of a newline. Lines begin and end at multiples of it. */
    int width() {
        return width;
    }

    /**
     * What a file is written in that begins so. The mark of UTF-16 cannot begin a text in UTF-8, so it is believed there, too.
     *
     * @param length at least 2, or the mark is not seen
     */
    Encoding of(byte[] beginning, int length) {
        if (this != UTF_16 && this != UTF_8) {
            return this;
        }
        if (length >= 2 && beginning[0] == (byte) 0xff && beginning[1] == (byte) 0xfe) {
            return UTF_16LE;
        }
        boolean big = length >= 2 && beginning[0] == (byte) 0xfe && beginning[1] == (byte) 0xff;
        return big || this == UTF_16 ? UTF_16BE : this;
    }

    /** Where the next newline begins; -1 where there is none. */
    int newline(byte[] bytes, int from, int end) {
        if (width == 1) {
            return newlineByte(bytes, from, end);
        }
        for (int i = from; i + 1 < end; i += 2) {
            if (isUnit(bytes, i, '\n')) {
                return i;
            }
        }
        return -1;
    }

    /** Every byte of every log passes here: eight at a time, of which the first that is zero once newlines are is the one. */
    private static int newlineByte(byte[] bytes, int from, int end) {
        int i = from;
        for (; i + 8 <= end; i += 8) {
            long eight = (long) EIGHT.get(bytes, i) ^ NEWLINES;
            long zeros = (eight - LOW_BITS) & ~eight & HIGH_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / 8;
            }
        }
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return i < end ? i : -1;
    }

    private boolean isUnit(byte[] bytes, int at, char unit) {
        int low = this == UTF_16LE ? at : at + 1;
        return bytes[low] == unit && bytes[low == at ? at + 1 : at] == 0;
    }

    /** Without a trailing carriage return. */
    String text(byte[] bytes, int at, int length) {
        int last = at + length - width;
        boolean returns = length >= width && (width == 1 ? bytes[last] == '\r' : isUnit(bytes, last, '\r'));
        return new String(bytes, at, returns ? length - width : length, charset);
    }
}
