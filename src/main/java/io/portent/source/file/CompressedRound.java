package io.portent.source.file;

import io.portent.event.RawLine;
import io.portent.source.SourceCounts;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a compressed file, from its beginning: lines that an earlier turn has delivered are read again, uncounted, and dropped.
 */
final class CompressedRound implements Round {
    private final Tail tail;
    private final Tails tails;
    private final LineFile.Lines lines;
    private final InstantSource clock;
    private final long size;
    private @Nullable LineFile file;

    CompressedRound(Tail tail, Tails tails, LineFile.Lines lines, InstantSource clock) {
        this.tail = tail;
        this.tails = tails;
        this.lines = lines;
        this.clock = clock;
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
                        tail.channel(), lines, clock, tail.progress().again());
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
        SourceCounts before = lines.tally().counts();
        try {
            for (long skipped = 0; skipped < tail.progress().lines() && from.next() != null; skipped++) {
                // delivered by an earlier turn
            }
        } finally {
            lines.tally().uncount(before);
        }
    }
}
