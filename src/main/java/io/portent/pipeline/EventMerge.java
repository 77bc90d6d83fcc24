package io.portent.pipeline;

import io.portent.event.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
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
        LogEvent event = head.event;
        LogEvent following = following(head);
        if (following != null) {
            head.event = following;
            heads.add(head);
        }
        return event;
    }

    /** The file's next event; at its end, and if it cannot be read, the file is closed. */
    private static @Nullable LogEvent following(Head head) throws IOException {
        EventStream stream = head.open;
        boolean goesOn = false;
        try {
            if (stream == null) {
                stream = head.file.get();
                head.open = stream;
                stream.next();
            }
            LogEvent following = stream.next();
            goesOn = following != null;
            return following;
        } finally {
            if (!goesOn && stream != null) {
                stream.close();
            }
        }
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
