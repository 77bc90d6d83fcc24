package io.portent.agent;

import io.portent.event.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines are cut and parsed on a thread of their own, while the caller's works on the events before: as in a running agent. At most
 * {@value #BATCHES} batches of {@value #EVENTS} events wait. A reading is over when {@link #run} returns, whatever it came to.
 */
final class ReadAhead {
    /** Some 600 KB wait at most, which a core's cache still has when it comes to them. */
    private static final int BATCHES = 8;

    private static final int EVENTS = 64;

    /** Reads to the end. */
    interface Reading {
        void to(Consumer<LogEvent> out) throws IOException;
    }

    private final BlockingQueue<List<LogEvent>> batches = new ArrayBlockingQueue<>(BATCHES);
    private final Reading reading;
    private List<LogEvent> batch = new ArrayList<>(EVENTS);
    private @Nullable Throwable failure;
    private long allocated;

    private ReadAhead(Reading reading) {
        this.reading = reading;
    }

    /**
     * Gives each event to {@code out}, in order, on the thread of the caller.
     *
     * @return bytes that the other thread has allocated
     * @throws IOException what the reading throws, after the events before it
     */
    static long run(Reading reading, Consumer<LogEvent> out) throws IOException {
        ReadAhead ahead = new ReadAhead(reading);
        Thread thread = new Thread(ahead::read, "reader");
        thread.setDaemon(true);
        thread.start();
        try {
            for (List<LogEvent> next = ahead.batches.take(); !next.isEmpty(); next = ahead.batches.take()) {
                next.forEach(out);
            }
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        } finally {
            thread.interrupt();
        }
        ahead.rethrow();
        return ahead.allocated;
    }

    private void read() {
        try {
            reading.to(this::add);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        allocated = Allocation.ofThisThread();
        if (!batch.isEmpty()) {
            put(batch);
        }
        put(List.of());
    }

    private void add(LogEvent event) {
        batch.add(event);
        if (batch.size() == EVENTS) {
            put(batch);
            batch = new ArrayList<>(EVENTS);
        }
    }

    /** An empty batch is the end. Nobody takes any more after an interruption: what is read then, to the next IO, is for nothing. */
    private void put(List<LogEvent> events) {
        try {
            batches.put(events);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException defect) {
            throw defect;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
