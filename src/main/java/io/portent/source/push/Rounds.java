package io.portent.source.push;

import java.util.function.BooleanSupplier;

/**
 * Lets others know when the listener has looked at all its sockets and found nothing to read. Thread-safe.
 *
 * <p>A look that began before the question is no answer to it: meanwhile the process may have stood still.
 */
final class Rounds {
    private static final int WAITS = 10;
    private static final int WAIT_MILLIS = 100;
    private static final int MOST_LOOKS = 10_000;

    private final Runnable wakeUp;
    private long asked;
    private long answered;
    private long looks;
    private boolean ended;

    /** @param wakeUp makes the listener look now; must not wait */
    Rounds(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** A look begins. Returns its number for {@link #looked}. */
    synchronized long begin() {
        return asked;
    }

    /** Somebody waits, so the look must not. */
    synchronized boolean isAsked() {
        return asked > answered;
    }

    /** @param found whether there was anything */
    synchronized void looked(long begun, boolean found) {
        looks++;
        answered = found ? answered : Math.max(answered, begun);
        notifyAll();
    }

    /** There are no more looks. */
    synchronized void close() {
        ended = true;
        notifyAll();
    }

    /** Waits for a look that finds nothing, or until that does not matter; not for longer than a second for any look. */
    synchronized void await(BooleanSupplier enough) throws InterruptedException {
        long mine = ++asked;
        long last = looks + MOST_LOOKS;
        wakeUp.run();
        for (int idle = 0; idle < WAITS && !ended && answered < mine && looks < last && !enough.getAsBoolean(); ) {
            long before = looks;
            wait(WAIT_MILLIS);
            idle = looks == before ? idle + 1 : 0;
        }
    }
}
