package io.portent.simulate;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of database connections. Every connection is idle, in use by a request, held by the batch, or lost:
 * {@code idle = SIZE - inUse - held - lost}, never below zero.
 */
final class ConnectionPool {
    static final int SIZE = 12;
    static final long ACQUIRE_TIMEOUT_MILLIS = 5_000;
    /** After this long without coming back a connection is reported as a suspected leak. */
    static final long LEAK_SUSPECT_MILLIS = 120_000;

    private final ArrayDeque<Request> waiting = new ArrayDeque<>();
    private final ArrayDeque<Long> suspects = new ArrayDeque<>();
    private int inUse;
    private int held;
    private int lost;

    void reset() {
        waiting.clear();
        suspects.clear();
        inUse = 0;
        held = 0;
        lost = 0;
    }

    boolean take(Request request) {
        if (idle() == 0) {
            return false;
        }
        inUse++;
        request.holdsConnection = true;
        return true;
    }

    void lineUp(Request request) {
        waiting.add(request);
    }

    /** The connection comes back, and serves the next in line, which is returned. */
    @Nullable
    Request release(Request request) {
        if (!request.holdsConnection) {
            return null;
        }
        request.holdsConnection = false;
        inUse--;
        return serveNext();
    }

    /** The request ends and its connection does not come back. */
    void lose(Request request, long now) {
        request.holdsConnection = false;
        inUse--;
        lost++;
        suspects.add(now + LEAK_SUSPECT_MILLIS);
    }

    /** One lost connection is found again (closed by its maximum lifetime). */
    @Nullable
    Request recoverOne() {
        if (lost == 0) {
            return null;
        }
        lost--;
        return serveNext();
    }

    /** The batch holds so many connections from now on, as far as they are free. */
    void hold(int wanted) {
        held = Math.min(wanted, held + idle());
    }

    @Nullable
    Request serveNext() {
        if (idle() == 0) {
            return null;
        }
        Request next = waiting.poll();
        if (next != null) {
            take(next);
        }
        return next;
    }

    /** The longest waiting request if it has waited too long, taken out of the line. */
    @Nullable
    Request nextTimedOut(long now) {
        Request first = waiting.peek();
        if (first == null || now - first.waitingSince < ACQUIRE_TIMEOUT_MILLIS) {
            return null;
        }
        return waiting.poll();
    }

    /** True once for each lost connection, when it has become suspicious. */
    boolean suspectsLeak(long now) {
        Long due = suspects.peek();
        if (due == null || due > now) {
            return false;
        }
        suspects.poll();
        return true;
    }

    int idle() {
        return SIZE - inUse - held - lost;
    }

    /** What the pool itself would report: it cannot tell lost from used. */
    int active() {
        return inUse + held + lost;
    }

    int lost() {
        return lost;
    }

    int waiting() {
        return waiting.size();
    }
}
