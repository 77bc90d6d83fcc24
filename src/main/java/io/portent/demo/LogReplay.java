package io.portent.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a history's lines to another file as their time comes. Not thread-safe. */
final class LogReplay implements Closeable {
    private static final String TIME = "{\"@timestamp\":\"";
    private static final int TO_THE_SECOND = "2026-03-02T00:00:00".length();

    private final Path history;
    private final BufferedReader in;
    private final BufferedWriter out;
    private @Nullable String next;
    private long copied;

    private LogReplay(Path history, BufferedReader in, BufferedWriter out) {
        this.history = history;
        this.in = in;
        this.out = out;
    }

    /** Replaces the live file; its first line will be the first of the history that is not before the given time. */
    static LogReplay open(Path history, Path live, Instant from) throws IOException {
        Path directory = live.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.deleteIfExists(live); // a new file, not a shorter one: nobody who still follows the old one is confused
        BufferedReader in = Files.newBufferedReader(history);
        try {
            LogReplay replay = new LogReplay(history, in, Files.newBufferedWriter(live));
            replay.skipTo(from);
            return replay;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Compares text, which parsing a million time stamps would take seconds for. */
    private void skipTo(Instant from) throws IOException {
        String second = from.toString().substring(0, TO_THE_SECOND);
        next = in.readLine();
        while (next != null
                && next.startsWith(TIME)
                && next.length() > TIME.length() + TO_THE_SECOND
                && next.substring(TIME.length(), TIME.length() + TO_THE_SECOND).compareTo(second) < 0) {
            next = in.readLine();
        }
    }

    /** Lines later than the given time wait for the next call. */
    void copyUntil(Instant now) throws IOException {
        String line = next;
        while (line != null && !time(line).isAfter(now)) {
            out.write(line);
            out.write('\n');
            copied++;
            line = in.readLine();
        }
        next = line;
        out.flush();
    }

    private Instant time(String line) throws IOException {
        int end = line.indexOf('"', TIME.length());
        if (!line.startsWith(TIME) || end < 0) {
            throw new IOException(history + ": a line does not begin with its time: " + line);
        }
        try {
            return Instant.parse(line.substring(TIME.length(), end));
        } catch (DateTimeException e) {
            throw new IOException(history + ": a line's time cannot be read: " + line, e);
        }
    }

    /** Lines written so far. */
    long copied() {
        return copied;
    }

    @Override
    public void close() throws IOException {
        try (in) {
            out.close();
        }
    }
}
