package io.portent.simulate;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The web server's threads and the line before them. A full line turns requests away. */
final class WorkerPool {
    static final int THREADS = 40;
    static final int LINE = 120;

    private final ArrayDeque<Integer> idle = new ArrayDeque<>(THREADS);
    private final ArrayDeque<Request> line = new ArrayDeque<>(LINE);

    WorkerPool() {
        reset();
    }

    void reset() {
        idle.clear();
        line.clear();
        for (int thread = 1; thread <= THREADS; thread++) {
            idle.add(thread);
        }
    }

    boolean take(Request request) {
        Integer thread = idle.poll();
        if (thread == null) {
            return false;
        }
        request.worker = thread;
        return true;
    }

    /** False when the line is full. */
    boolean lineUp(Request request) {
        if (line.size() >= LINE) {
            return false;
        }
        line.add(request);
        return true;
    }

    /** The thread goes to the next in line, if there is one; that request is returned. */
    @Nullable
    Request release(Request request) {
        if (request.worker < 0) {
            return null;
        }
        int thread = request.worker;
        request.worker = -1;
        Request next = line.poll();
        if (next == null) {
            idle.add(thread);
        } else {
            next.worker = thread;
        }
        return next;
    }

    int busy() {
        return THREADS - idle.size();
    }

    int waiting() {
        return line.size();
    }
}
