package io.portent.pipeline;

import io.portent.event.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Many files as one stream in event time, whatever their names and however they were rotated.
 *
 * <p>Each file is opened once for its first event and closed again; it is opened for good when its turn comes, so that only
 * files whose times overlap are open together. Within a file order is kept as it is. Not thread-safe.
 */
public final class EventMerge implements Closeable {
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.event.time()).thenComparing(head -> head.index));

    private static final class Head {
        private final Supplier<EventStream> file;
        private final int index;
        private @Nullable EventStream open;
        private LogEvent event;

        Head(Supplier<EventStream> file, int index, LogEvent first) {
            this.file = file;
            this.index = index;
            this.event = first;
        }
    }

    /** Looks at the first event of every file. */
    public EventMerge(List<Supplier<EventStream>> files) throws IOException {
        for (Supplier<EventStream> file : files) {
            try (EventStream peek = file.get()) {
                LogEvent first = peek.next();
                if (first != null) {
                    heads.add(new Head(file, heads.size(), first));
                }
            }
        }
    }

    /** When the earliest event that is left happened; null at the end. */
    public @Nullable Instant nextTime() {
        Head head = heads.peek();
        return head == null ? null : head.event.time();
    }

    /** The earliest event that is left; null at the end. */
    public @Nullable LogEvent next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        if (head.open == null) {
            head.open = head.file.get();
            head.open.next();
        }
        LogEvent event = head.event;
        LogEvent following = head.open.next();
        if (following == null) {
            head.open.close();
        } else {
            head.event = following;
            heads.add(head);
        }
        return event;
    }

    @Override
    public void close() throws IOException {
        List<EventStream> open = new ArrayList<>();
        for (Head head : heads) {
            if (head.open != null) {
                open.add(head.open);
            }
        }
        for (EventStream stream : open) {
            stream.close();
        }
    }
}
