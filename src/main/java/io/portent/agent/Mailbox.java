package io.portent.agent;

import io.portent.event.FilePosition;
import io.portent.event.LogEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Between the readers and the pipeline thread. Thread-safe.
 *
 * <p>At start-up the sources have hours of backlog, and each reads its own as fast as it can. The pipeline must see them in
 * event time, else the windows of the slow one would be closed by the fast one. So as long as a source has not caught up,
 * nothing is delivered that could be later than what it still has to say. A source that has caught up is not waited for.
 *
 * <p>A reader whose {@value #BATCHES} batches are not taken yet waits: nothing is dropped, and the file is the buffer.
 */
final class Mailbox {
    private static final int BATCHES = 8;

    private final List<Lane> lanes = new ArrayList<>();
    private boolean closed;

    private static final class Lane {
        private final Deque<List<Arrived>> batches = new ArrayDeque<>();
        private int next;
        private boolean caughtUp;
        private Instant readUpTo = Instant.MIN;

        @Nullable
        Arrived head() {
            List<Arrived> first = batches.peek();
            return first == null ? null : first.get(next);
        }

        void drop() {
            List<Arrived> first = batches.element();
            if (++next == first.size()) {
                batches.remove();
                next = 0;
            }
        }
    }

    /**
     * An event with the wall-clock time at which it was read.
     *
     * @param after up to where its file has been read once this event is counted; null: as before
     */
    record Arrived(
            LogEvent event, Instant arrival, @Nullable FilePosition after) {}

    Mailbox(int sources) {
        for (int i = 0; i < sources; i++) {
            lanes.add(new Lane());
        }
    }

    /** Waits while the lane is full; drops the batch if the mailbox is closed meanwhile. */
    synchronized void put(int source, List<Arrived> batch) throws InterruptedException {
        Lane lane = lanes.get(source);
        while (lane.batches.size() >= BATCHES && !closed) {
            wait();
        }
        if (!batch.isEmpty() && !closed) {
            lane.batches.add(List.copyOf(batch));
        }
        notifyAll();
    }

    /** The source has more to say than was put. */
    synchronized void behind(int source) {
        lanes.get(source).caughtUp = false;
        notifyAll();
    }

    /**
     * The source has been read to its end.
     *
     * @param upTo all that was written before then has been put; null: some of it waits in a parser
     */
    synchronized void caughtUp(int source, @Nullable Instant upTo) {
        Lane lane = lanes.get(source);
        lane.caughtUp = true;
        lane.readUpTo = upTo == null ? lane.readUpTo : upTo;
        notifyAll();
    }

    /**
     * Up to when all that was written has been taken, {@link Instant#MIN} where that is not known; null while a source has not
     * been read to its end, or something of it has not been taken.
     */
    synchronized @Nullable Instant takenUpTo() {
        Instant upTo = Instant.MAX;
        for (Lane lane : lanes) {
            if (!lane.caughtUp || lane.head() != null) {
                return null;
            }
            upTo = lane.readUpTo.isBefore(upTo) ? lane.readUpTo : upTo;
        }
        return upTo;
    }

    /**
     * The next event in event time.
     *
     * @param waitMillis longest wait, positive; it may be cut short
     * @return null where there was none, or when closed
     */
    synchronized @Nullable Arrived take(long waitMillis) throws InterruptedException {
        Lane earliest = earliest();
        for (boolean waited = false; earliest == null && !closed && !waited; waited = true) {
            wait(waitMillis);
            earliest = earliest();
        }
        if (earliest == null) {
            return null;
        }
        Arrived arrived = earliest.head();
        earliest.drop();
        if (earliest.next == 0) {
            notifyAll();
        }
        return arrived;
    }

    private @Nullable Lane earliest() {
        Lane earliest = null;
        Instant time = null;
        for (Lane lane : lanes) {
            Arrived head = lane.head();
            if (head == null && !lane.caughtUp) {
                return null;
            }
            if (head != null && (time == null || head.event().time().isBefore(time))) {
                earliest = lane;
                time = head.event().time();
            }
        }
        return earliest;
    }

    /** Wakes everybody that waits; from now on nothing is taken in. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
