package io.portent.source.push;

import io.portent.event.RawLine;
import io.portent.source.LineSource;
import io.portent.source.SourceCounts;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what waits in a queue. What was read once cannot be read again. */
final class PushSource implements LineSource {
    /** Those who fill the queue. */
    interface Feeder {
        /**
         * Waits until all that had been received before the call is in the queue, or for a second: an agent that stood still must not take
         * what lies unread in a socket for silence.
         *
         * @param enough whether the wait is of no use any more
         * @throws IOException if nothing comes any more because the feeder has failed
         */
        void settle(BooleanSupplier enough) throws IOException, InterruptedException;
    }

    private final String name;
    private final LineQueue queue;
    private final Feeder feeder;
    private final WaitingLines waiting;
    private final InstantSource clock;
    private @Nullable Instant readUpTo;
    private long bytes;
    private long lines;
    private long longLines;
    private long skippedBytes;

    PushSource(String name, LineQueue queue, Feeder feeder, InstantSource clock) {
        this.name = name;
        this.queue = queue;
        this.feeder = feeder;
        this.clock = clock;
        this.waiting = queue.open();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(int max, Consumer<RawLine> out) throws IOException {
        Instant begun = clock.instant();
        if (!queue.hasLines(waiting)) {
            settle();
        }
        List<WaitingLines.Entry> taken = queue.take(waiting, max);
        for (WaitingLines.Entry entry : taken) {
            count(entry.cut());
            out.accept(entry.line());
        }
        // While lines keep coming each is as late as its arrival says; who has sent none for long then is quiet.
        readUpTo = taken.isEmpty() ? begun : taken.get(taken.size() - 1).line().arrival();
        return taken.size();
    }

    @Override
    public @Nullable Instant readUpTo() {
        return readUpTo;
    }

    private void settle() throws IOException {
        try {
            feeder.settle(() -> queue.hasLines(waiting));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(Cut cut) {
        lines++;
        bytes += cut.bytes();
        longLines += cut.skipped() > 0 ? 1 : 0;
        skippedBytes += cut.skipped();
    }

    @Override
    public Set<String> followed() {
        return queue.sending(waiting);
    }

    /** None: there is no position to keep. */
    @Override
    public Set<String> generations() {
        return Set.of();
    }

    @Override
    public SourceCounts counts() {
        return new SourceCounts(bytes, lines, 0, 0, 0, longLines, skippedBytes, 0, 0);
    }

    @Override
    public void close() {
        queue.close(waiting);
    }
}
