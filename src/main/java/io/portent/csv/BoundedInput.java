package io.portent.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with a complaint where a file goes on for longer than any that can be meant. Not thread-safe. */
final class BoundedInput extends FilterInputStream {
    private final long most;
    private long taken;

    /** It is longer than allowed. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;
    }

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws TooLongException {
        taken += read;
        if (taken > most) {
            throw new TooLongException();
        }
    }
}
