package io.portent.agent;

import io.portent.event.FilePosition;
import io.portent.event.LogEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<Integer, Lane> byNumber = new HashMap<>();
    private int added;
    private boolean closed;

    private static final class Lane {
        private final Deque<List<Arrived>> batches = new ArrayDeque<>();
        private int next;
        private boolean caughtUp;
        private boolean leaving;
        private boolean pausing;
        private boolean ended;
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
            add();
        }
    }

    /** One more source, of which nothing has been read yet. Returns its number, which no other has had. */
    synchronized int add() {
        Lane lane = new Lane();
        lanes.add(lane);
        byNumber.put(added, lane);
        return added++;
    }

    /**
     * Whether the source's reader is to pause. If so it finds room for the batch that it has in hand: the pipeline may wait for another reader that
     * has paused already. It does so once, so that who pauses often does not fill the memory.
     */
    synchronized void pausing(int source, boolean begins) {
        lane(source).pausing = begins;
        notifyAll();
    }

    /** The source's reader is to end: it is not made to wait any more. */
    synchronized void leaving(int source) {
        lane(source).leaving = true;
        notifyAll();
    }

    /** Another reader puts from now on behind what the former one has put. */
    synchronized void succeeded(int source) {
        Lane lane = lane(source);
        lane.leaving = false;
        lane.pausing = false;
        lane.caughtUp = false;
    }

    /** Nothing comes of the source any more; what was put is delivered. */
    synchronized void end(int source) {
        Lane lane = lane(source);
        byNumber.remove(source);
        lane.ended = true;
        lane.caughtUp = true;
        lane.readUpTo = Instant.MAX;
        lanes.removeIf(one -> one.ended && one.head() == null);
        notifyAll();
    }

    private Lane lane(int source) {
        Lane lane = byNumber.get(source);
        if (lane == null) {
            throw new IllegalArgumentException("source must be one that was added and has not ended, was " + source);
        }
        return lane;
    }

    /** Waits while the lane is full; drops the batch if the mailbox is closed meanwhile. */
    synchronized void put(int source, List<Arrived> batch) throws InterruptedException {
        Lane lane = lane(source);
        while (lane.batches.size() >= BATCHES + (lane.pausing ? 1 : 0) && !closed && !lane.leaving) {
            wait();
        }
        if (!batch.isEmpty() && !closed) {
            lane.batches.add(List.copyOf(batch));
        }
        notifyAll();
    }

    /** The source has more to say than was put. */
    synchronized void behind(int source) {
        lane(source).caughtUp = false;
        notifyAll();
    }

    /**
     * The source has been read to its end.
     *
     * @param upTo all that was written before then has been put; null: some of it waits in a parser
     */
    synchronized void caughtUp(int source, @Nullable Instant upTo) {
        Lane lane = lane(source);
        lane.caughtUp = true;
        lane.readUpTo = upTo == null ? lane.readUpTo : upTo;
        notifyAll();
    }

    /**
     * Up to when all that was written has been taken, {@link Instant#MIN} where that is not known; null while a source has not
     * been read to its end, or something of it has not been taken.
     */
    synchronized @Nullable Instant takenUpTo() {
        if (lanes.isEmpty()) {
            return null;
        }
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
        if (earliest.ended && earliest.head() == null) {
            lanes.remove(earliest);
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
