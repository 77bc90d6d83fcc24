package io.portent.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rotated files from being read twice where they come back under another name and inode: compressed ({@code app.log.2.gz}), or copied
 * before the original is cut. A file whose beginning is, byte for byte, all that was read of another of that name is read on where that one
 * was left. Told by length and CRC-32, so it costs one more reading of such a file, and nothing for others. What is shorter than 64 bytes
 * is not enough to tell.
 *
 * <p>Not thread-safe.
 */
final class Copies {
    private static final int MIN_BYTES = 64;
    private static final int REMEMBERED = 256;
    private static final int BUFFER = 64 * 1024;

    private final Deque<ReadPart> past = new ArrayDeque<>();

    /** For when a file is forgotten, or read from its beginning again. */
    void remember(ReadPart part) {
        if (part.length() >= MIN_BYTES) {
            past.addFirst(part);
        }
        if (past.size() > REMEMBERED) {
            past.removeLast();
        }
    }

    /**
     * Sets a file that was never read to where its original was left, if it has one. A line that was read in part is then seen in two
     * parts.
     */
    void adopt(Tail fresh, boolean gzip, Collection<Tail> followed) throws IOException {
        List<ReadPart> parts = new ArrayList<>(past);
        for (Tail tail : followed) {
            if (tail != fresh) {
                parts.add(tail.readPart());
            }
        }
        parts.sort(Comparator.comparingLong(ReadPart::length).reversed());
        for (ReadPart part : parts) {
            CRC32 crc = crcOfCopy(fresh.path(), gzip, part);
            if (crc != null) {
                fresh.goOnAfter(part, gzip, crc);
                return;
            }
        }
    }

    /** An {@link java.io.EOFException} of a gzip file says that it is still being written: the caller tries again. */
    private static @Nullable CRC32 crcOfCopy(Path path, boolean gzip, ReadPart part) throws IOException {
        if (part.length() < MIN_BYTES || !part.mayBeCopiedTo(path)) {
            return null;
        }
        try (InputStream in = open(path, gzip)) {
            byte[] beginning = in.readNBytes(part.head().length);
            if (!Arrays.equals(beginning, part.head())) {
                return null;
            }
            CRC32 crc = new CRC32();
            crc.update(beginning);
            update(crc, in, part.length() - beginning.length);
            return crc.getValue() == part.crc() ? crc : null;
        }
    }

    private static InputStream open(Path path, boolean gzip) throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            return gzip ? new GZIPInputStream(in, BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static void update(CRC32 crc, InputStream in, long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
            if (count < 0) {
                return;
            }
            crc.update(buffer, 0, count);
            left -= count;
        }
    }
}
