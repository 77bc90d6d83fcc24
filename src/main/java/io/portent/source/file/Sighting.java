package io.portent.source.file;

import io.portent.source.compressed.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file that may hold what was read before under another name. Its beginning is read at once, decompressed where it is compressed; more
 * only where that fits. An {@link java.io.EOFException} of a compressed file says that it is still being written. Not thread-safe.
 */
final class Sighting {
    private static final int BUFFER = 64 * 1024;
    /** Checksum and length of what was compressed. */
    private static final int GZIP_TRAILER = 8;

    private final Path path;
    private final BasicFileAttributes attributes;
    private final Compression compression;
    private final byte[] first;
    private final byte[] head;
    private @Nullable ReadPart all;

    private Sighting(Path path, BasicFileAttributes attributes, Compression compression, byte[] first, byte[] head) {
        this.path = path;
        this.attributes = attributes;
        this.compression = compression;
        this.first = first;
        this.head = head;
    }

    static Sighting of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(
                    path.toString(), null, "no file any more"); // a pipe would make the reader wait
        }
        byte[] first;
        try (InputStream in = Files.newInputStream(path)) {
            first = in.readNBytes(Progress.HEAD);
        }
        Compression compression = Compression.of(first, first.length);
        if (compression == Compression.NONE) {
            return new Sighting(path, attributes, compression, first, first);
        }
        try (InputStream in = open(path, compression)) {
            return new Sighting(path, attributes, compression, first, in.readNBytes(Progress.HEAD));
        }
    }

    Path path() {
        return path;
    }

    Object key() {
        return Tail.keyOf(path, attributes);
    }

    String inode() {
        return Tail.inode(key());
    }

    BasicFileAttributes attributes() {
        return attributes;
    }

    boolean isCompressed() {
        return compression != Compression.NONE;
    }

    /** At most 256 bytes, as they are on the disk. */
    byte[] first() {
        return first;
    }

    /** At most 256 bytes, decompressed. */
    byte[] head() {
        return head;
    }

    /** Whether it can hold the part: long enough, as far as the length is known, and with the same beginning. */
    boolean mayHold(ReadPart part) {
        if (part.headLength() == 0) {
            return part.length() == 0;
        }
        return head.length >= part.headLength()
                && (isCompressed() || attributes.size() >= part.length())
                && Checksum.of(head, part.headLength()) == part.headSum();
    }

    /** Whether it begins with the part, byte for byte. Reads all of that, but for gzip files that hold no more than it. */
    boolean holds(ReadPart part) throws IOException {
        return mayHold(part) && (isAll(part) || isSum(part));
    }

    /**
     * Whether a compressed file is known to hold the part and nothing else: gzip by its trailer alone, so no if there are several members;
     * others only if all of it has been read by {@link #holds}.
     */
    boolean isAll(ReadPart part) {
        if (part.equals(all)) {
            return true;
        }
        if (compression != Compression.GZIP || attributes.size() < GZIP_TRAILER || !mayHold(part)) {
            return false;
        }
        ByteBuffer trailer = ByteBuffer.allocate(GZIP_TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path)) {
            long at = attributes.size() - GZIP_TRAILER;
            while (trailer.hasRemaining() && channel.read(trailer, at + trailer.position()) >= 0) {
                // a short read is not the end
            }
        } catch (IOException e) {
            return false; // whoever reads it will hear of it
        }
        return !trailer.hasRemaining() && trailer.getInt(0) == part.sum() && trailer.getInt(4) == (int) part.length();
    }

    private boolean isSum(ReadPart part) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(path, compression)) {
            long left = part.length();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
                if (count < 0) {
                    break;
                }
                crc.update(buffer, 0, count);
                left -= count;
            }
            boolean same = (int) crc.getValue() == part.sum();
            all = same && compression != Compression.GZIP && endsHere(in) ? part : all;
            return same;
        }
    }

    private boolean endsHere(InputStream in) {
        try {
            return isCompressed() && in.read() < 0;
        } catch (IOException e) {
            return false; // whoever reads it will hear of it
        }
    }

    private static InputStream open(Path path, Compression compression) throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            return compression.open(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
