package io.portent.source.file;

import io.portent.event.FilePosition;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A turn of a plain file. What stands after its last newline is given as a line once it has waited for long, and in the last turn of a
 * departed file.
 */
final class PlainRound implements Round {
    private final String source;
    private final Tail tail;
    private final Tails tails;
    private final LineCutter cutter;
    private final Tally tally;
    private final Instant now;
    private final Instant written;
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
        this.written = tail.written(now);
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
        Progress progress = tail.progress();
        while (true) {
            String text = cutter.next(progress);
            if (text != null) {
                return line(text);
            }
            long whole = cutter.whole(limit, progress);
            if (tail.offset() >= whole || cutter.fill(this::read, whole - tail.offset(), progress) <= 0) {
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
        RawLine half = tail.isReadInPart() ? line(cutter.rest(tail.progress())) : null;
        tails.remember(tail);
        tail.rewind();
        limit = tail.sizeNow();
        return half;
    }

    private @Nullable RawLine end() throws IOException {
        boolean over = unreadable || tails.isOver(tail, now);
        if (tail.isReadInPart() && (over || tail.isHalfOverdue(now))) {
            return line(cutter.rest(tail.progress()));
        }
        if (over) {
            tails.forget(tail);
        }
        return null;
    }

    private RawLine line(String text) {
        tally.lines++;
        FilePosition after = tail.progress().line(tail.oldPath().toString(), now);
        Origin origin = new Origin(source, tail.name(), after.line());
        return new RawLine(LineFile.withoutMark(text, after.line()), origin, now, after, written);
    }
}
