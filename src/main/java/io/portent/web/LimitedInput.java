package io.portent.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads at most so many bytes, and throws {@link TooLargeException} where there are more. */
final class LimitedInput extends FilterInputStream {
    private long left;

    LimitedInput(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        int count = super.read(into, at, (int) Math.min(length, left + 1));
        left -= Math.max(0, count);
        if (left < 0) {
            throw new TooLargeException();
        }
        return count;
    }

    /** Skipped bytes count as read ones. */
    @Override
    public long skip(long count) throws IOException {
        return read(new byte[(int) Math.min(count, 8192)]) < 0 ? 0 : Math.min(count, 8192);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
