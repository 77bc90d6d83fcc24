package io.portent.source.file;

import io.portent.event.FilePosition;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.source.SourceCounts;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file from its first line to its last, plain or gzip; which of the two, its first bytes say and not its name. Gzip members that
 * follow each other are read as one. A last line without newline is a line. Not thread-safe.
 */
public final class LineFile implements Closeable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int COMPRESSED_BUFFER = 64 * 1024;

    private final Path path;
    private final String sourceName;
    private final InstantSource clock;
    private final SeekableByteChannel channel;
    private final InputStream bytes;
    private final Tally tally;
    private final LineCutter cutter;
    private final Progress progress;
    private Instant arrival = Instant.EPOCH;
    private boolean ended;

    private LineFile(
            Path path,
            String sourceName,
            InstantSource clock,
            SeekableByteChannel channel,
            InputStream bytes,
            int maxLineBytes,
            Tally tally,
            Progress progress) {
        this.path = path;
        this.sourceName = sourceName;
        this.clock = clock;
        this.channel = channel;
        this.bytes = bytes;
        this.tally = tally;
        this.progress = progress;
        this.cutter = new LineCutter(maxLineBytes, tally);
    }

    /**
     * Opens the file at its beginning.
     *
     * @param maxLineBytes of a longer line the first so many bytes are kept, the rest is skipped and counted
     */
    public static LineFile open(Path path, String sourceName, int maxLineBytes, InstantSource clock)
            throws IOException {
        Object key = Tail.keyOf(path, Files.readAttributes(path, BasicFileAttributes.class));
        Progress progress = new Progress(Tail.inode(key), null);
        return open(Files.newByteChannel(path), path, sourceName, maxLineBytes, clock, new Tally(), progress);
    }

    /** Owns the channel from here on; reads it from its beginning, and whatever its path is called by then. */
    static LineFile open(
            SeekableByteChannel channel,
            Path path,
            String sourceName,
            int maxLineBytes,
            InstantSource clock,
            Tally tally,
            Progress progress)
            throws IOException {
        try {
            InputStream bytes = Channels.newInputStream(channel);
            if (Gzip.isGzip(channel)) {
                bytes = new GZIPInputStream(new BufferedInputStream(bytes, COMPRESSED_BUFFER), COMPRESSED_BUFFER);
            }
            return new LineFile(path, sourceName, clock, channel, bytes, maxLineBytes, tally, progress);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The next line; null at the end. A gzip file that ends early throws after the lines that were whole. */
    public @Nullable RawLine next() throws IOException {
        while (true) {
            String text = cutter.next(progress);
            if (text != null) {
                return deliver(text);
            }
            if (ended) {
                return null;
            }
            arrival = clock.instant();
            if (cutter.fill(this::read, Integer.MAX_VALUE) < 0) {
                ended = true;
                return progress.half.isBegun() ? deliver(cutter.rest(progress.half)) : null;
            }
        }
    }

    private int read(byte[] into, int at, int length) throws IOException {
        int count = bytes.read(into, at, length);
        if (count > 0) {
            progress.read(into, at, count);
        }
        return count;
    }

    private RawLine deliver(String text) {
        tally.lines++;
        FilePosition after = progress.line(path.toString(), arrival);
        Origin origin = new Origin(sourceName, path.toString(), after.line());
        return new RawLine(withoutMark(text, after.line()), origin, arrival, after);
    }

    /** Editors on one platform begin UTF-8 files with a mark that no log format expects. */
    static String withoutMark(String text, long line) {
        return line == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Bytes of the file that were consumed, compressed ones where it is compressed: for progress against its size. */
    public long position() throws IOException {
        return channel.position();
    }

    /** Totals of this file. */
    public SourceCounts counts() {
        return tally.counts();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
        channel.close();
    }
}
