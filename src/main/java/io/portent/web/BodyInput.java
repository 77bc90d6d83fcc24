package io.portent.web;

import java.io.IOException;
import java.io.InputStream;

/** A body of a request on its way to whoever reads it. Every way of reading it goes through {@link #read(byte[], int, int)}. */
abstract class BodyInput extends InputStream {
    private final InputStream in;
    private boolean ended;

    BodyInput(InputStream in) {
        this.in = in;
    }

    /** To be called by {@link #read(byte[], int, int)}. */
    final int next(byte[] into, int at, int length) throws IOException {
        int count = in.read(into, at, length);
        ended = count < 0;
        return count;
    }

    @Override
    public abstract int read(byte[] into, int at, int length) throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** More, until the end was read: {@link java.util.zip.GZIPInputStream} would take a pause of the network for the end of all members. */
    @Override
    public final int available() {
        return ended ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
