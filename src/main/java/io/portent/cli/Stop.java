package io.portent.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or the signal that ends a container, heard between {@link #onSignal} and {@link #close}. */
final class Stop implements AutoCloseable {
    private static final long CLOSING_SECONDS = 8;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Stop() {}

    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::hear, "shutdown"));
        return stop;
    }

    /** The JVM ends when its hooks have: this one waits until everything is closed. */
    private void hear() {
        told.countDown();
        try {
            if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                return; // whoever told us to end will not wait much longer either
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens when the process is told to end. */
    CountDownLatch told() {
        return told;
    }

    /** Nothing is left to wait for. */
    @Override
    public void close() {
        closed.countDown();
    }
}
