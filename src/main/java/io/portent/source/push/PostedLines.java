package io.portent.source.push;

import io.portent.source.LineSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Lines that come in whole bodies: all lines of one are queued, or none. Thread-safe. */
public final class PostedLines implements Inlet {
    /** One body has no more lines. */
    public static final int MOST_LINES = LineQueue.MOST_LINES;

    private static final int CHUNK = 8 * 1024;

    private final String name;
    private final int maxLineBytes;
    private final PushMeter meter;
    private final InstantSource clock;
    private final LineQueue queue;
    private final Senders senders;

    /** @param maxLineBytes of a longer line the first so many bytes are kept, the rest is skipped and counted */
    public PostedLines(String name, int maxLineBytes, PushMeter meter, InstantSource clock) {
        this.name = name;
        this.maxLineBytes = maxLineBytes;
        this.meter = meter;
        this.clock = clock;
        this.queue = new LineQueue(name, () -> {});
        this.senders = new Senders(queue, "http");
    }

    @Override
    public void start() {}

    /** What became of a body. */
    public enum Taking {
        QUEUED,
        NO_ROOM,
        TOO_MANY_LINES
    }

    /** @param lines that the body has, up to {@link #MOST_LINES} and perhaps a few more */
    public record Taken(Taking what, int lines) {}

    /**
     * Reads the body to its end, and puts its lines where a reader finds them.
     *
     * @param address of who sends it
     * @param body of limited length; its lines are held in memory
     */
    public Taken take(String address, InputStream body) throws IOException {
        List<Cut> cuts = new ArrayList<>();
        LineFrames frames = new LineFrames(maxLineBytes, new HalfLines(maxLineBytes));
        byte[] chunk = new byte[CHUNK];
        for (int count = body.read(chunk); count >= 0 && cuts.size() <= MOST_LINES; count = body.read(chunk)) {
            frames.take(chunk, 0, count, cuts::add);
        }
        frames.end(cuts::add);
        if (cuts.size() > MOST_LINES) {
            return new Taken(Taking.TOO_MANY_LINES, cuts.size());
        }
        if (!queue.offer(senders.at(address), cuts, clock.instant())) {
            meter.refused(cuts.size());
            return new Taken(Taking.NO_ROOM, cuts.size());
        }
        return new Taken(Taking.QUEUED, cuts.size());
    }

    @Override
    public LineSource open() {
        return new PushSource(name, queue, enough -> {}, clock);
    }

    /** A body that is being sent meanwhile is refused, and its sender may ask again whoever takes lines in by then. */
    @Override
    public void close() {
        queue.end();
    }
}
