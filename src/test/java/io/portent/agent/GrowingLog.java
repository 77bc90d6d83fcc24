package io.portent.agent;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service that logs some fifty lines a second, as time goes by, until it is closed. */
final class GrowingLog implements AutoCloseable {
    private static final String[] KINDS = {"order %d placed", "payment %d took long", "cache flushed after %d s"};

    private final Path file;
    private final InstantSource clock;
    private final Random random;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::write, "service");
    private final Map<Instant, Integer> written = new ConcurrentSkipListMap<>();
    private volatile @Nullable Instant last;

    GrowingLog(Path file, InstantSource clock, long seed) {
        this.file = file;
        this.clock = clock;
        this.random = new Random(seed);
        thread.setDaemon(true);
        thread.start();
    }

    private void write() {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            while (!end.await(random.nextInt(40), TimeUnit.MILLISECONDS)) {
                Instant now = clock.instant();
                out.write("{\"@timestamp\":\"" + now + "\",\"level\":\"" + (random.nextInt(20) == 0 ? "ERROR" : "INFO")
                        + "\",\"logger_name\":\"shop\",\"message\":\""
                        + KINDS[random.nextInt(KINDS.length)].formatted(random.nextInt(1000)) + "\",\"took\":"
                        + random.nextInt(500) + "}\n");
                out.flush();
                written.merge(now.truncatedTo(ChronoUnit.SECONDS), 1, Integer::sum);
                last = now;
            }
        } catch (InterruptedException | IOException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** How many lines have the time of each second. */
    Map<Instant, Integer> written() {
        return new TreeMap<>(written);
    }

    /** When the last line was written; null before the first. */
    @Nullable
    Instant last() {
        return last;
    }

    @Override
    public void close() {
        end();
    }

    /** Nothing more is written when this returns. */
    void end() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
