package io.portent.simulate;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes on a thread of its own what the simulation says on its thread. Encoding costs as much as simulating, so on two cores
 * this halves the time; one queue with one reader keeps the order. Filled and closed by the simulation's thread alone.
 */
final class Handover {
    private static final int BATCH = 1_024;
    /** A few megabytes of events at most; a full queue makes the simulation wait. */
    private static final int BATCHES = 8;

    private static final List<ILoggingEvent> END = List.of();

    private final BlockingQueue<List<ILoggingEvent>> queue = new ArrayBlockingQueue<>(BATCHES);
    private final Consumer<ILoggingEvent> writer;
    private final Thread thread;
    private volatile @Nullable Throwable failure;
    private List<ILoggingEvent> batch = new ArrayList<>(BATCH);

    Handover(String name, Consumer<ILoggingEvent> writer) {
        this.writer = writer;
        thread = new Thread(this::writeAll, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(ILoggingEvent event) {
        batch.add(event);
        if (batch.size() == BATCH) {
            List<ILoggingEvent> whole = batch;
            batch = new ArrayList<>(BATCH);
            put(whole);
        }
    }

    private void put(List<ILoggingEvent> events) {
        try {
            queue.put(events);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(interrupted(e));
        }
    }

    /** After a failure it goes on reading, so that the simulation is not left waiting for room in the queue. */
    private void writeAll() {
        try {
            for (List<ILoggingEvent> events = queue.take(); !events.isEmpty(); events = queue.take()) {
                if (failure == null) {
                    write(events);
                }
            }
        } catch (InterruptedException e) {
            failure = e;
        }
    }

    private void write(List<ILoggingEvent> events) {
        try {
            events.forEach(writer);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    void check() throws IOException {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IOException("simulated log not written: " + thrown, thrown);
        }
    }

    /** Returns when everything is written. An interrupted simulation writes no more. */
    void finish() throws IOException {
        try {
            if (!batch.isEmpty()) {
                queue.put(batch);
            }
            queue.put(END);
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        InterruptedIOException interrupted = new InterruptedIOException("interrupted while writing the simulated log");
        interrupted.initCause(cause);
        return interrupted;
    }
}
