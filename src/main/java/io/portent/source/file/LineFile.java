package io.portent.source.file;

import io.portent.event.FilePosition;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.source.SourceCounts;
import io.portent.source.compressed.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One file from its first line to its last, plain or compressed. A last line without newline is a line. Lines carry no positions where
 * nobody follows the file. Not thread-safe.
 */
public final class LineFile implements Closeable {
    private static final Instant NO_TIME = Instant.parse("1981-01-01T00:00:00Z");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Lines lines;
    private final InstantSource clock;
    private final SeekableByteChannel channel;
    private final InputStream bytes;
    private final LineCutter cutter;
    private final Progress progress;
    private Instant arrival = Instant.EPOCH;
    private boolean ended;

    /**
     * What is the same for all lines of a file.
     *
     * @param positions whether each line says how to read on after it
     */
    record Lines(
            Path path,
            String source,
            int maxBytes,
            Charset encoding,
            Instant modified,
            boolean positions,
            Tally tally) {}

    private LineFile(
            Lines lines, InstantSource clock, SeekableByteChannel channel, InputStream bytes, Progress progress) {
        this.lines = lines;
        this.clock = clock;
        this.channel = channel;
        this.bytes = bytes;
        this.progress = progress;
        this.cutter = new LineCutter(lines.maxBytes(), lines.encoding(), lines.tally());
    }

    /** Opens a file in UTF-8 at its beginning. */
    public static LineFile open(Path path, String sourceName, int maxLineBytes, InstantSource clock)
            throws IOException {
        return open(path, sourceName, maxLineBytes, StandardCharsets.UTF_8, clock);
    }

    /**
     * Opens the file at its beginning.
     *
     * @param maxLineBytes of a longer line the first so many bytes are kept, the rest is skipped and counted
     */
    public static LineFile open(Path path, String sourceName, int maxLineBytes, Charset encoding, InstantSource clock)
            throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Instant modified = attributes.lastModifiedTime().toInstant();
        Lines lines = new Lines(path, sourceName, maxLineBytes, encoding, modified, false, new Tally());
        return open(Files.newByteChannel(path), lines, clock, Progress.uncounted());
    }

    /** Owns the channel from here on; reads it from its beginning, and whatever its path is called by then. */
    static LineFile open(SeekableByteChannel channel, Lines lines, InstantSource clock, Progress progress)
            throws IOException {
        try {
            InputStream bytes = compression(channel).open(Channels.newInputStream(channel));
            return new LineFile(lines, clock, channel, bytes, progress);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Looks at the beginning and goes back there. */
    private static Compression compression(SeekableByteChannel channel) throws IOException {
        ByteBuffer beginning = ByteBuffer.allocate(Compression.TELLING);
        while (beginning.hasRemaining() && channel.read(beginning) >= 0) {
            // a short read is not the end
        }
        channel.position(0);
        return Compression.of(beginning.array(), beginning.position());
    }

    /** The next line; null at the end. An archive that is cut short or damaged throws after the lines that were whole. */
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
            if (cutter.fill(this::read, Integer.MAX_VALUE, progress) < 0) {
                ended = true;
                return progress.half.isBegun() ? deliver(cutter.rest(progress)) : null;
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
        lines.tally().lines++;
        String file = lines.path().toString();
        FilePosition after = lines.positions() ? progress.line(file, arrival) : null;
        long number = after == null ? progress.nextLine() : after.line();
        Origin origin = new Origin(lines.source(), file, number);
        return new RawLine(withoutMark(text, number), origin, arrival, after, written(lines.modified(), arrival));
    }

    /**
     * None of a file's lines is younger than its last modification, as far as that is known: what has no time of its own is given the
     * first second of 1970 or of 1980 by tools that pack files.
     */
    static Instant written(Instant modified, Instant arrival) {
        return modified.isBefore(NO_TIME) || modified.isAfter(arrival) ? arrival : modified;
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
        return lines.tally().counts();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
        channel.close();
    }
}
