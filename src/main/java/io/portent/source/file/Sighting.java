package io.portent.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * A file that may hold what was read before under another name. Its beginning is read at once, decompressed where it is gzip; more only
 * where that fits. An {@link java.io.EOFException} of a gzip file says that it is still being written.
 */
final class Sighting {
    private static final int BUFFER = 64 * 1024;
    /** Checksum and length of what was compressed. */
    private static final int GZIP_TRAILER = 8;

    private final Path path;
    private final BasicFileAttributes attributes;
    private final boolean gzip;
    private final byte[] first;
    private final byte[] head;

    private Sighting(Path path, BasicFileAttributes attributes, boolean gzip, byte[] first, byte[] head) {
        this.path = path;
        this.attributes = attributes;
        this.gzip = gzip;
        this.first = first;
        this.head = head;
    }

    static Sighting of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        byte[] first;
        try (InputStream in = Files.newInputStream(path)) {
            first = in.readNBytes(Progress.HEAD);
        }
        if (!Gzip.isGzip(first, first.length)) {
            return new Sighting(path, attributes, false, first, first);
        }
        try (InputStream in = open(path, true)) {
            return new Sighting(path, attributes, true, first, in.readNBytes(Progress.HEAD));
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

    boolean isGzip() {
        return gzip;
    }

    /** At most 256 bytes, as they are on the disk. */
    byte[] compressed() {
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
                && (gzip || attributes.size() >= part.length())
                && Checksum.of(head, part.headLength()) == part.headSum();
    }

    /** Whether it begins with the part, byte for byte. Reads all of that, but for gzip files that hold no more than it. */
    boolean holds(ReadPart part) throws IOException {
        return mayHold(part) && (isAll(part) || sum(part.length()) == part.sum());
    }

    /** Whether a gzip file holds the part and nothing else; told by its trailer alone, so no if there are several members. */
    boolean isAll(ReadPart part) {
        if (!gzip || attributes.size() < GZIP_TRAILER || !mayHold(part)) {
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

    private int sum(long length) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(path, gzip)) {
            long left = length;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
                if (count < 0) {
                    break;
                }
                crc.update(buffer, 0, count);
                left -= count;
            }
        }
        return (int) crc.getValue();
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
}
