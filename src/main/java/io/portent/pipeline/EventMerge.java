package io.portent.pipeline;

import io.portent.event.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Many files as one stream in event time, whatever their names and however they were rotated.
 *
 * <p>Each file is opened once for its first events and closed again; it is opened for good when its turn comes, so that only
 * files whose times overlap are open together. Within a file order is kept as it is. A line whose date lies further ahead than
 * the {@code jump} while the next two do not is taken for wrong: it does not make the rest of its file wait. Not thread-safe.
 */
public final class EventMerge implements Closeable {
    /** The event that is next, and two that say whether its date can be. */
    private static final int AHEAD = 3;

    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(Head::due).thenComparing(head -> head.index));

    private static final class Head {
        private final Supplier<EventStream> file;
        private final int index;
        private final Duration jump;
        private final Deque<LogEvent> ahead = new ArrayDeque<>(AHEAD);
        private final int peeked;
        private @Nullable EventStream open;
        private boolean ended;
        private Instant due;

        Head(Supplier<EventStream> file, int index, Duration jump) throws IOException {
            this.file = file;
            this.index = index;
            this.jump = jump;
            try (EventStream peek = file.get()) {
                while (ahead.size() < AHEAD && !ended) {
                    take(peek);
                }
            }
            this.peeked = ahead.size();
            this.due = ahead.isEmpty() ? Instant.MAX : look();
        }

        private void take(EventStream stream) throws IOException {
            LogEvent event = stream.next();
            if (event == null) {
                ended = true;
            } else {
                ahead.add(event);
            }
        }

        /** When the next event happened; where its date is wrong, when the one behind it did. */
        Instant due() {
            return due;
        }

        private Instant look() {
            Instant own = ahead.element().time();
            List<Instant> behind = ahead.stream().skip(1).map(LogEvent::time).toList();
            boolean alone = !behind.isEmpty()
                    && behind.stream()
                            .allMatch(time -> Duration.between(time, own).compareTo(jump) > 0);
            return alone ? behind.get(0) : own;
        }

        LogEvent next() throws IOException {
            LogEvent event = ahead.remove();
            if (!ended) {
                refill();
            }
            due = ahead.isEmpty() ? due : look();
            return event;
        }

        /** At the file's end, and if it cannot be read, it is closed. */
        private void refill() throws IOException {
            EventStream stream = open;
            boolean goesOn = false;
            try {
                if (stream == null) {
                    stream = file.get();
                    open = stream;
                    for (int i = 0; i < peeked; i++) {
                        stream.next();
                    }
                }
                take(stream);
                goesOn = !ended;
            } finally {
                if (!goesOn && stream != null) {
                    stream.close();
                }
            }
        }
    }

    /**
     * Looks at the first events of every file.
     *
     * @param jump see {@link io.portent.window.WindowLimits#jump(io.portent.window.WindowSpec)}
     */
    public EventMerge(List<Supplier<EventStream>> files, Duration jump) throws IOException {
        for (Supplier<EventStream> file : files) {
            Head head = new Head(file, heads.size(), jump);
            if (!head.ahead.isEmpty()) {
                heads.add(head);
            }
        }
    }

    /** When the earliest event that is left happened; null at the end. */
    public @Nullable Instant nextTime() {
        Head head = heads.peek();
        return head == null ? null : head.due();
    }

    /** The earliest event that is left; null at the end. */
    public @Nullable LogEvent next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        LogEvent event = head.next();
        if (!head.ahead.isEmpty()) {
            heads.add(head);
        }
        return event;
    }

    /** Closes every file, also after one that will not close; throws the first trouble. */
    @Override
    public void close() throws IOException {
        IOException trouble = null;
        for (Head head : heads) {
            try {
                if (head.open != null) {
                    head.open.close();
                }
            } catch (IOException e) {
                trouble = trouble == null ? e : trouble;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }
}
