package io.portent.source.file;

import io.portent.event.FilePosition;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A turn of a plain file; the last one of a departed file also gives what stands after its last newline. */
final class PlainRound implements Round {
    private final String source;
    private final Tail tail;
    private final Tails tails;
    private final LineCutter cutter;
    private final Tally tally;
    private final Instant now;
    private boolean begun;
    private boolean unreadable;
    private long limit;

    PlainRound(String source, Tail tail, Tails tails, LineCutter cutter, InstantSource clock, Tally tally) {
        this.source = source;
        this.tail = tail;
        this.tails = tails;
        this.cutter = cutter;
        this.tally = tally;
        this.now = clock.instant();
    }

    /** The file cannot be had any more: what is left is the half line in memory. */
    void nothingMore() {
        begun = true;
        unreadable = true;
    }

    @Override
    public @Nullable RawLine next() throws IOException {
        if (!begun) {
            begun = true;
            if (tail.isTruncated()) {
                RawLine lost = rewound();
                if (lost != null) {
                    return lost;
                }
            }
            limit = tail.sizeNow();
        }
        while (true) {
            String text = cutter.next(tail.progress());
            if (text != null) {
                return line(text);
            }
            if (tail.offset() >= limit || cutter.fill(this::read, limit - tail.offset()) <= 0) {
                return end();
            }
        }
    }

    private int read(byte[] into, int at, int length) throws IOException {
        return tail.read(into, at, length, now);
    }

    /** Back to the beginning. Returns the half line whose end was cut off, null where there was none. */
    private @Nullable RawLine rewound() throws IOException {
        tally.truncations++;
        RawLine half = tail.progress().half.isBegun() ? line(cutter.rest(tail.progress().half)) : null;
        tails.remember(tail);
        tail.rewind();
        limit = tail.sizeNow();
        return half;
    }

    private @Nullable RawLine end() throws IOException {
        if (!unreadable && !tails.isOver(tail, now)) {
            return null;
        }
        if (tail.progress().half.isBegun()) {
            return line(cutter.rest(tail.progress().half));
        }
        tails.forget(tail);
        return null;
    }

    private RawLine line(String text) {
        tally.lines++;
        String file = tail.path().toString();
        FilePosition after = tail.progress().line(tail.oldPath().toString(), now);
        return new RawLine(
                LineFile.withoutMark(text, after.line()), new Origin(source, file, after.line()), now, after);
    }
}
