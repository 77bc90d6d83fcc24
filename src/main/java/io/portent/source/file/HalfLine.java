package io.portent.source.file;

import java.util.Arrays;

/** The beginning of a line whose newline has not come yet. Never longer than the limit it is given; what is beyond is skipped. */
final class HalfLine {
    private static final byte[] EMPTY = new byte[0];

    private byte[] bytes = EMPTY;
    private int length;
    private boolean begun;
    private long skipped;

    /** False only where no byte of the line was seen. */
    boolean isBegun() {
        return begun;
    }

    /** Bytes of this line beyond the limit. */
    long skipped() {
        return skipped;
    }

    void append(byte[] from, int at, int count, int limit) {
        if (count == 0) {
            return;
        }
        begun = true;
        int kept = Math.min(count, limit - length);
        if (length + kept > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(2L * bytes.length, length + kept)));
        }
        System.arraycopy(from, at, bytes, length, kept);
        length += kept;
        skipped += count - kept;
    }

    /** The line so far; afterwards there is none, and no memory of it. */
    String take(Encoding encoding) {
        String text = encoding.text(bytes, 0, length);
        clear();
        return text;
    }

    /** To where the line will be continued. */
    void moveTo(HalfLine other) {
        other.bytes = bytes;
        other.length = length;
        other.begun = begun;
        other.skipped = skipped;
        clear();
    }

    void clear() {
        bytes = EMPTY;
        length = 0;
        begun = false;
        skipped = 0;
    }
}
