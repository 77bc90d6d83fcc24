package io.portent.source.push;

import io.portent.source.LineSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads a stream to its end on a thread of its own; then it is quiet. While the queue is full it does not read, so the writer waits. */
public final class StandardInput implements Inlet, PushSource.Feeder {
    private static final int CHUNK = 16 * 1024;
    private static final int TRIES = 100;
    private static final int TRY_MILLIS = 10;

    private final String name;
    private final InputStream in;
    private final PushMeter meter;
    private final InstantSource clock;
    private final LineQueue queue;
    private final LineFrames frames;
    private final Sender sender = new Sender("-");
    private volatile boolean ended;

    /** @param maxLineBytes of a longer line the first so many bytes are kept, the rest is skipped and counted */
    public StandardInput(String name, InputStream in, int maxLineBytes, PushMeter meter, InstantSource clock) {
        this.name = name;
        this.in = in;
        this.meter = meter;
        this.clock = clock;
        this.queue = new LineQueue(name, () -> {});
        this.frames = new LineFrames(maxLineBytes, new HalfLines(maxLineBytes));
        queue.came(sender);
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::run, "stdin");
        thread.setDaemon(true); // nothing ends a read from a terminal
        thread.start();
    }

    private void run() {
        try {
            readToEnd();
        } catch (IOException e) {
            meter.failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.left(sender);
            ended = true;
        }
    }

    private void readToEnd() throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        List<Cut> cuts = new ArrayList<>();
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            frames.take(chunk, 0, count, cuts::add);
            queue.add(sender, cuts, clock.instant());
            cuts.clear();
            queue.awaitRoom();
        }
        frames.end(cuts::add);
        queue.add(sender, cuts, clock.instant());
    }

    @Override
    public void settle(BooleanSupplier enough) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES && !ended && !enough.getAsBoolean() && in.available() > 0; i++) {
            queue.awaitNews(enough, TRY_MILLIS);
        }
    }

    @Override
    public LineSource open() {
        return new PushSource(name, queue, this, clock);
    }

    /** Leaves the stream to the process. */
    @Override
    public void close() {}
}
