package io.portent.agent;

import io.portent.event.Severity;
import io.portent.window.Seen;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Between two forecast runs: which lines are telling enough for a forecast of their entity at once, and the thread that has it made. Telling
 * is a kind of message never seen before at WARN or worse, and one that has announced incidents. Thread-safe: the pipeline thread asks and
 * hands over without waiting; of an entity that is asked for again before its turn the later question counts.
 */
final class AtOnce implements AutoCloseable {
    private volatile long apart;
    private final Supplier<Set<String>> heralds;
    private final LongSupplier nanos;
    private final int most;
    private final Map<String, Long> asked = new HashMap<>();
    private final Map<String, Asked> waiting = new LinkedHashMap<>();
    private @Nullable Thread thread;
    private boolean closed;

    /**
     * An entity to be forecast.
     *
     * @param time of the telling event
     * @param open its windows that were not closed then, oldest first, the last of them the one that went on
     */
    record Asked(String entity, Instant time, List<Window> open) {
        Asked {
            open = List.copyOf(open);
        }
    }

    /**
     * @param apart least time between two forecasts of one entity; zero: none is ever asked for
     * @param heralds ids of templates that announce incidents
     * @param nanos a monotonic clock
     * @param most entities that are followed
     */
    AtOnce(Duration apart, Supplier<Set<String>> heralds, LongSupplier nanos, int most) {
        this.apart = apart.toNanos();
        this.heralds = heralds;
        this.nanos = nanos;
        this.most = most;
    }

    /** @param least see the constructor */
    void use(Duration least) {
        apart = least.toNanos();
    }

    boolean isTelling(Seen seen) {
        return apart > 0
                && ((seen.isNew() && seen.event().severity().atLeast(Severity.WARN))
                        || heralds.get().contains(seen.templateId()));
    }

    /** @param open asked only where it is this entity's turn */
    void surprise(String entity, Instant time, Supplier<List<Window>> open) {
        long now = nanos.getAsLong();
        synchronized (this) {
            Long last = asked.get(entity);
            if (closed || thread == null || (last != null && now - last < apart)) {
                return;
            }
            if (asked.size() >= most) {
                asked.values().removeIf(one -> now - one >= apart);
            }
            if (last == null && asked.size() >= most) {
                return;
            }
            asked.put(entity, now);
        }
        Asked question = new Asked(entity, time, open.get());
        synchronized (this) {
            waiting.put(entity, question);
            notifyAll();
        }
    }

    /** @param forecast makes one forecast; what it throws is its own affair */
    synchronized void start(Consumer<Asked> forecast) {
        Thread fresh = new Thread(() -> work(forecast), "at-once");
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    private void work(Consumer<Asked> forecast) {
        try {
            for (Asked next = take(); next != null; next = take()) {
                forecast.accept(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Asked take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            return null;
        }
        String first = waiting.keySet().iterator().next();
        return waiting.remove(first);
    }

    /** Waits for the forecast that is being made. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = thread;
            notifyAll();
        }
        if (last != null) {
            try {
                last.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
