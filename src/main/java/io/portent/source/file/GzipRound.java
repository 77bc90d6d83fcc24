package io.portent.source.file;

import io.portent.event.RawLine;
import io.portent.source.SourceCounts;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A turn of a gzip file, from its beginning: lines that an earlier turn has delivered are read again, uncounted, and dropped. */
final class GzipRound implements Round {
    private final String source;
    private final Tail tail;
    private final Tails tails;
    private final int maxLineBytes;
    private final InstantSource clock;
    private final Tally tally;
    private final long size;
    private @Nullable LineFile file;

    GzipRound(String source, Tail tail, Tails tails, int maxLineBytes, InstantSource clock, Tally tally) {
        this.source = source;
        this.tail = tail;
        this.tails = tails;
        this.maxLineBytes = maxLineBytes;
        this.clock = clock;
        this.tally = tally;
        this.size = tail.size();
    }

    @Override
    public @Nullable RawLine next() throws IOException {
        try {
            if (file == null) {
                if (size < tail.offset()) {
                    tail.rewind();
                }
                file = LineFile.open(
                        tail.opened(),
                        tail.path(),
                        source,
                        maxLineBytes,
                        clock,
                        tally,
                        tail.progress().again());
                skipDelivered(file);
            }
            RawLine line = file.next();
            if (line == null) {
                tail.readThrough(size);
                tails.close(tail);
                return null;
            }
            tail.progress().delivered(line.position());
            return line;
        } catch (IOException e) {
            tail.readThrough(size); // cut short or damaged: tried again when its size has changed
            throw e;
        }
    }

    private void skipDelivered(LineFile from) throws IOException {
        SourceCounts before = tally.counts();
        try {
            for (long skipped = 0; skipped < tail.progress().lines() && from.next() != null; skipped++) {
                // delivered by an earlier turn
            }
        } finally {
            tally.uncount(before);
        }
    }
}
