package io.portent.web;

import java.io.IOException;
import java.io.InputStream;

/** A body as the client sends it. While more of it is waited for, the request may be given up for others. */
final class TurnInput extends BodyInput {
    private final RequestThreads threads;
    private boolean broken;

    TurnInput(InputStream in, RequestThreads threads) {
        super(in);
        this.threads = threads;
    }

    /** @throws BrokenBodyException if the client does not send what he has promised */
    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        if (broken) {
            throw new BrokenBodyException(null);
        }
        threads.await();
        try {
            return next(into, at, length);
        } catch (IOException e) {
            broken = true; // what would be read next is anything
            throw new BrokenBodyException(e);
        } finally {
            threads.work();
        }
    }

    /** The exchange does that, after the answer. */
    @Override
    public void close() {}
}
