package io.portent.simulate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What happens next: a binary heap by time, first come first served within one millisecond. */
final class Agenda {
    private @Nullable Request[] heap = new @Nullable Request[256];
    private int size;
    private long orders;

    void add(Request request, long dueAt) {
        request.dueAt = dueAt;
        request.order = orders++;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            Request above = at(parent);
            if (!before(request, above)) {
                break;
            }
            heap[at] = above;
            at = parent;
        }
        heap[at] = request;
    }

    /** The earliest request that is due before this time, taken out; null when there is none. */
    @Nullable
    Request nextBefore(long time) {
        if (size == 0 || at(0).dueAt >= time) {
            return null;
        }
        Request first = at(0);
        Request last = at(--size);
        heap[size] = null;
        if (size > 0) {
            sink(last);
        }
        return first;
    }

    private void sink(Request request) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && before(at(child + 1), at(child))) {
                child++;
            }
            if (!before(at(child), request)) {
                break;
            }
            heap[at] = at(child);
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = request;
    }

    private Request at(int index) {
        Request request = heap[index];
        if (request == null) {
            throw new IllegalStateException("no request at " + index + " of " + size);
        }
        return request;
    }

    private static boolean before(Request a, Request b) {
        return a.dueAt < b.dueAt || (a.dueAt == b.dueAt && a.order < b.order);
    }
}
