package io.portent.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body of a request. While more of it is waited for, the request may be given up for others. */
final class TurnInput extends FilterInputStream {
    private final RequestThreads threads;

    TurnInput(InputStream in, RequestThreads threads) {
        super(in);
        this.threads = threads;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        threads.await();
        try {
            return super.read(into, at, length);
        } finally {
            threads.work();
        }
    }
}
