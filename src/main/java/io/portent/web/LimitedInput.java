package io.portent.web;

import java.io.IOException;
import java.io.InputStream;

/** Reads at most so many bytes, and throws {@link TooLargeException} where there are more. */
final class LimitedInput extends BodyInput {
    private long left;

    LimitedInput(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        int count = next(into, at, (int) Math.min(length, left + 1));
        left -= Math.max(0, count);
        if (left < 0) {
            throw new TooLargeException();
        }
        return count;
    }
}
