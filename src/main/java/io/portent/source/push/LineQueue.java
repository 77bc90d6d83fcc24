package io.portent.source.push;

import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Lines between those who send and those who read. Thread-safe.
 *
 * <p>At most {@value #MOST_LINES} lines of together {@value #MOST_BYTES} bytes wait for each reader. Beyond that the queue is full until half
 * of them is taken: who can make its sender wait asks {@link #isFull} before it reads a chunk, whose lines then all find room; who cannot
 * offers, and may be refused. Before anybody has begun to read, and while nobody does, lines wait for the next who will.
 */
final class LineQueue {
    static final int MOST_LINES = 10_000;
    static final int MOST_BYTES = 4 << 20;

    private final String source;
    private final Runnable onRoom;
    private final Set<Sender> present = new LinkedHashSet<>();
    private final List<WaitingLines> readers = new ArrayList<>();
    private boolean read;
    private boolean full;
    private boolean ended;
    private long senders;

    /** @param onRoom called when the queue is not full any more; must not wait */
    LineQueue(String source, Runnable onRoom) {
        this.source = source;
        this.onRoom = onRoom;
        readers.add(new WaitingLines());
    }

    /** Somebody who sends: its lines are kept apart from those of all others. */
    synchronized Sender came(String kind) {
        return came(new Sender(kind + ":" + ++senders));
    }

    synchronized Sender came(Sender sender) {
        present.add(sender);
        return sender;
    }

    /** No more lines come from there. */
    synchronized void left(Sender sender) {
        present.remove(sender);
    }

    synchronized boolean isFull() {
        return full;
    }

    /** Waits as long as the queue is full. */
    synchronized void awaitRoom() throws InterruptedException {
        while (full) {
            wait();
        }
    }

    /** Takes all in, whatever the bounds: the lines of one chunk that was read while there was room. */
    synchronized void add(Sender sender, List<Cut> cuts, Instant arrival) {
        for (Cut cut : cuts) {
            Origin origin = new Origin(source, sender.name(), sender.nextLine());
            RawLine line = new RawLine(cut.text(), origin, arrival, null);
            readers.forEach(reader -> reader.add(line, cut));
        }
        full |= readers.stream().anyMatch(reader -> !reader.hasRoom(1, 1));
        notifyAll();
    }

    /** From now on what is offered is refused: nobody would read it. */
    synchronized void end() {
        ended = true;
    }

    /** Takes all in, or nothing where they would be too many. */
    synchronized boolean offer(Sender sender, List<Cut> cuts, Instant arrival) {
        long bytes = cuts.stream().mapToLong(Cut::kept).sum();
        boolean room = !ended && readers.stream().allMatch(reader -> reader.hasRoom(cuts.size(), bytes));
        if (room) {
            add(sender, cuts, arrival);
        }
        return room;
    }

    /** A reader of its own; the first, and one that comes when all others have gone, takes over what waits. */
    synchronized WaitingLines open() {
        if (!read) {
            read = true;
            return readers.get(0);
        }
        WaitingLines fresh = new WaitingLines();
        readers.add(fresh);
        return fresh;
    }

    synchronized void close(WaitingLines reader) {
        if (readers.size() == 1) {
            read = false;
        } else {
            readers.remove(reader);
            toldOfRoom();
        }
    }

    /** What waits for the reader, at most {@code max} lines. */
    synchronized List<WaitingLines.Entry> take(WaitingLines reader, int max) {
        List<WaitingLines.Entry> taken = reader.take(max);
        toldOfRoom();
        return taken;
    }

    private void toldOfRoom() {
        if (full && readers.stream().allMatch(reader -> reader.hasRoom(MOST_LINES / 2, MOST_BYTES / 2))) {
            full = false;
            notifyAll();
            onRoom.run();
        }
    }

    /** Lines that wait for the reader that is furthest behind. */
    synchronized int waiting() {
        return readers.stream().mapToInt(WaitingLines::size).max().orElse(0);
    }

    synchronized boolean hasLines(WaitingLines reader) {
        return !reader.isEmpty();
    }

    /** Waits until something has come or was taken, or the time is over. */
    synchronized void awaitNews(BooleanSupplier enough, long millis) throws InterruptedException {
        for (boolean waited = false; !waited && !enough.getAsBoolean(); waited = true) {
            wait(millis);
        }
    }

    /** Whose lines the reader may still get, as their origin names them. */
    synchronized Set<String> sending(WaitingLines reader) {
        Set<String> names = new LinkedHashSet<>(reader.senders());
        present.forEach(sender -> names.add(sender.name()));
        return names;
    }
}
