package io.portent.agent;

import io.portent.config.SourceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The readers of one engine, a thread each, and their exchange while all others read on. Thread-safe.
 *
 * <pre>
 *   lane of a source   |a b c d|e f g ...          a successor puts behind what the former reader has put, and begins where that
 *                       former  successor          one has left its files: nothing is taken in twice, and nothing is passed over
 * </pre>
 */
final class Readers implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long LOOKED_AT_MILLIS = 5;

    private final Mailbox mailbox;
    private final Opening opening;
    private final Consumer<Throwable> onFailure;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    /** Of sources that are not read any more: they may come again. */
    private final Map<String, Left> left = new HashMap<>();

    private boolean started;
    private int threads;

    private record Running(SourceConfig source, SourceReader reader, Thread thread, int lane) {}

    /** Makes a reader, and starts nothing. */
    interface Opening {
        /** @param from where to go on; null: where the engine begins */
        SourceReader open(SourceConfig source, @Nullable Left from, int lane);
    }

    /** @param onFailure told what ends a reader's thread */
    Readers(Mailbox mailbox, Opening opening, Consumer<Throwable> onFailure) {
        this.mailbox = mailbox;
        this.opening = opening;
        this.onFailure = onFailure;
    }

    synchronized void add(SourceConfig source) {
        read(source, left.remove(source.name()), mailbox.add());
    }

    private void read(SourceConfig source, @Nullable Left from, int lane) {
        SourceReader reader = opening.open(source, from, lane);
        Thread thread = new Thread(reader, "source-" + threads++);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, error) -> onFailure.accept(error));
        running.put(source.name(), new Running(source, reader, thread, lane));
        if (started) {
            thread.start();
        }
    }

    synchronized void start() {
        started = true;
        running.values().forEach(one -> one.thread().start());
    }

    /**
     * Has each reader that would have to end for these sources pause, so that its end waits for nothing. Until they are exchanged, or {@link #goOn}
     * is called, they read no further.
     *
     * @return the source whose reader could not; null where all have paused
     */
    @Nullable
    String holding(List<SourceConfig> next, Duration patience) throws InterruptedException {
        List<Running> pausing = running.values().stream()
                .filter(one -> !next.contains(one.source()))
                .toList();
        pausing.forEach(one -> one.reader().pause());
        long until = System.nanoTime() + patience.toNanos();
        for (Running one : pausing) {
            while (!one.reader().isPaused() && one.thread().isAlive()) {
                if (System.nanoTime() >= until) {
                    return one.source().name();
                }
                one.thread().join(LOOKED_AT_MILLIS);
            }
        }
        return null;
    }

    /** Ends all pauses. */
    void goOn() {
        running.values().forEach(one -> one.reader().goOn());
    }

    /**
     * Reads these from now on.
     *
     * @param closed sources that take nothing in any more where they did; what they have taken in is read first
     * @return whether any reader has begun
     */
    synchronized boolean change(List<SourceConfig> next, Set<String> closed) throws InterruptedException {
        Map<String, SourceConfig> wanted = new LinkedHashMap<>();
        next.forEach(source -> wanted.put(source.name(), source));
        List<Running> leaving = new ArrayList<>();
        for (Running one : running.values()) {
            if (!one.source().equals(wanted.get(one.source().name()))
                    || closed.contains(one.source().name())) {
                one.reader().leave(closed.contains(one.source().name()));
                leaving.add(one);
            }
        }
        for (Running one : leaving) {
            one.thread().join();
            running.remove(one.source().name());
        }
        for (Running one : leaving) {
            succeed(one, wanted.get(one.source().name()));
        }
        boolean begun =
                leaving.stream().anyMatch(one -> wanted.containsKey(one.source().name()));
        for (SourceConfig source : next) {
            if (!running.containsKey(source.name())) {
                left.computeIfAbsent(source.name(), name -> byAnotherName(source, leaving, wanted));
                add(source);
                begun = true;
            }
        }
        return begun;
    }

    /** Of one whose files another source has read, that goes: read again, their lines of open windows would count twice. */
    private static @Nullable Left byAnotherName(
            SourceConfig source, List<Running> leaving, Map<String, SourceConfig> wanted) {
        return leaving.stream()
                .filter(one -> !wanted.containsKey(one.source().name()))
                .filter(one -> one.source().input().equals(source.input()))
                .map(one -> Left.at(one.reader().left().positions()))
                .findFirst()
                .orElse(null);
    }

    private void succeed(Running former, @Nullable SourceConfig next) {
        Left from = former.reader().left();
        if (next == null) {
            left.put(former.source().name(), from);
            mailbox.end(former.lane());
        } else {
            mailbox.succeeded(former.lane());
            read(next, from, former.lane());
        }
    }

    /** The generations that each source follows, of those that have looked for their files. */
    void generations(BiConsumer<String, Set<String>> out) {
        running.forEach((source, one) -> {
            Set<String> followed = one.reader().generations();
            if (followed != null) {
                out.accept(source, followed);
            }
        });
    }

    void stop() {
        running.values().forEach(one -> one.reader().stop());
    }

    /** Waits for those that were stopped. */
    @Override
    public void close() {
        for (Running one : running.values()) {
            try {
                one.thread().join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
