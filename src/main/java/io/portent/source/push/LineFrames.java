package io.portent.source.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Lines end with a newline. Of one that is longer than the limit, or for whose half there is no room, the rest is skipped. Malformed
 * UTF-8 becomes U+FFFD. An empty line is what clients send to keep their connection alive, and is none.
 */
final class LineFrames implements Frames {
    private static final byte[] EMPTY = new byte[0];

    private final int maxLineBytes;
    private final HalfLines room;
    private byte[] half = EMPTY;
    private int length;
    private long seen;

    LineFrames(int maxLineBytes, HalfLines room) {
        if (maxLineBytes < 1) {
            throw new IllegalArgumentException("maxLineBytes must be >= 1, was " + maxLineBytes);
        }
        this.maxLineBytes = maxLineBytes;
        this.room = room;
    }

    @Override
    public void take(byte[] bytes, int from, int to, Consumer<Cut> out) {
        int at = from;
        while (at < to) {
            int newline = at;
            while (newline < to && bytes[newline] != '\n') {
                newline++;
            }
            boolean ends = newline < to;
            if (ends && seen == 0) {
                int kept = Math.min(newline - at, maxLineBytes);
                tell(bytes, at, kept, newline - at, 1, out);
            } else {
                append(bytes, at, newline - at);
            }
            if (ends && seen > 0) {
                finish(1, out);
            }
            at = newline + 1;
        }
    }

    private void append(byte[] bytes, int at, int count) {
        boolean whole = seen == length;
        int kept = whole ? room.take(Math.min(count, maxLineBytes - length)) : 0;
        if (length + kept > half.length) {
            long roomy = Math.max(half.length + (half.length >> 1), length + kept);
            half = Arrays.copyOf(half, (int) Math.min(maxLineBytes, roomy));
        }
        System.arraycopy(bytes, at, half, length, kept);
        length += kept;
        seen += count;
    }

    private void finish(int newline, Consumer<Cut> out) {
        tell(half, 0, length, seen, newline, out);
        room.give(length);
        half = EMPTY;
        length = 0;
        seen = 0;
    }

    /** @param newline how many bytes ended the line */
    private static void tell(byte[] bytes, int at, int kept, long all, int newline, Consumer<Cut> out) {
        int end = at + kept;
        while (end > at && (bytes[end - 1] == '\r' || bytes[end - 1] == 0)) {
            end--;
        }
        if (end > at || all > kept) {
            out.accept(new Cut(new String(bytes, at, end - at, UTF_8), all + newline, all - kept));
        }
    }

    @Override
    public void end(Consumer<Cut> out) {
        if (seen > 0) {
            finish(0, out);
        }
    }

    @Override
    public boolean isHalf() {
        return seen > 0;
    }
}
