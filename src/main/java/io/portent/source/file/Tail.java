package io.portent.source.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One generation of a followed file, whatever it is called now: its identity is the inode, its place is an offset. Holds no buffer but
 * the beginning of its last line, and needs no open file while it has no news. Not thread-safe.
 */
final class Tail implements Closeable {
    private static final byte[] EMPTY = new byte[0];

    private final Object key;
    private Progress progress;
    private byte[] zipped = EMPTY; // how it begins before decompression, where it is gzip
    private Path path;
    private Path readPath; // where it stood when it was last read: before a rotation, the shorter name
    private FileTime modified;
    private long size;
    private long offset;
    private boolean predecessor;
    private @Nullable Path formerPath;
    private @Nullable Instant quietSince;
    private @Nullable FileTime lastRead;
    private @Nullable FileChannel channel;

    Tail(Object key, Path path, BasicFileAttributes attributes) {
        this.key = key;
        this.progress = new Progress(inode(key), null);
        this.path = path;
        this.readPath = path;
        this.size = attributes.size();
        this.modified = attributes.lastModifiedTime();
    }

    /** What identifies a file while it exists: its inode where the file system has such, else its path. */
    static Object keyOf(Path path, BasicFileAttributes attributes) {
        Object inode = attributes.fileKey();
        return inode != null ? inode : path.toAbsolutePath();
    }

    /** The key as text, for positions. */
    static String inode(Object key) {
        return key.toString().replace('|', '_');
    }

    Path path() {
        return path;
    }

    /** How far it was read; of a gzip file, the lines and the name only. */
    Progress progress() {
        return progress;
    }

    FileTime modified() {
        return modified;
    }

    /** As last listed. */
    long size() {
        return size;
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Found under this path, perhaps a new one. */
    void listed(Path now, BasicFileAttributes attributes) {
        formerPath = now.equals(path) ? formerPath : path;
        path = now;
        size = attributes.size();
        modified = attributes.lastModifiedTime();
        quietSince = null;
    }

    /** Found nowhere. */
    void departed(Instant now) {
        quietSince = quietSince == null ? now : quietSince;
    }

    /** Where it stood before it was renamed; null where it was not. */
    @Nullable
    Path formerPath() {
        return formerPath;
    }

    boolean isDeparted() {
        return quietSince != null;
    }

    /** Since when a departed file has been quiet; of any other, the end of time. */
    Instant quietSince() {
        return quietSince == null ? Instant.MAX : quietSince;
    }

    /** Also a file that was never opened: an open one is not lost when it is renamed or removed. */
    boolean hasNews() {
        return isDeparted() || size != offset || !modified.equals(lastRead);
    }

    /** Whether it ends with the beginning of a line. */
    boolean isReadInPart() {
        return progress.half.isBegun();
    }

    boolean isReadToKnownEnd() {
        return offset >= size && !isReadInPart();
    }

    /** False where the file cannot be had any more: nothing under this path, or another file. */
    boolean open() throws IOException {
        if (channel == null && (isDeparted() || !openPath())) {
            return false;
        }
        lastRead = modified;
        return true;
    }

    private boolean openPath() throws IOException {
        try {
            channel = FileChannel.open(path);
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (keyOf(path, attributes).equals(key)) {
                return true;
            }
        } catch (NoSuchFileException e) {
            // renamed or removed since it was listed: the next listing tells
        }
        close();
        return false;
    }

    /** What the open file holds now. */
    long sizeNow() throws IOException {
        return opened().size();
    }

    /** Shorter than what was read, or with another beginning: written anew in place. */
    boolean isTruncated() throws IOException {
        if (sizeNow() < offset) {
            return true;
        }
        byte[] now = new byte[progress.headLength()];
        return readFully(now) < now.length || !progress.headIs(now);
    }

    /** Whether the open file begins as gzip does. */
    boolean isGzip() throws IOException {
        byte[] now = new byte[2];
        return Gzip.isGzip(now, readFully(now));
    }

    /**
     * Whether the inode of a gzip file, which is not held open, was given to another file in the meantime, or that of another to a gzip
     * file. What plain files have become, their round finds out.
     */
    boolean isAnother(boolean gzip) throws IOException {
        if (zipped.length == 0) {
            return gzip && progress.headLength() > 0;
        }
        byte[] now = new byte[zipped.length];
        return readFully(now) < now.length || !Arrays.equals(now, zipped);
    }

    void noteGzip() throws IOException {
        byte[] now = new byte[Progress.HEAD];
        int length = readFully(now);
        zipped = Arrays.copyOf(now, length);
    }

    private int readFully(byte[] into) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        while (buffer.hasRemaining() && opened().read(buffer, buffer.position()) >= 0) {
            // a short read is not the end
        }
        return buffer.position();
    }

    void rewind() {
        offset = 0;
        zipped = EMPTY;
        progress = new Progress(inode(key), null);
    }

    long offset() {
        return offset;
    }

    /** Nothing of it was delivered, nor begun. */
    boolean isUnread() {
        return !progress.isBegun();
    }

    ReadPart readPart() {
        return progress.part(readPath);
    }

    /** Takes for delivered what was delivered of the part, which the file was seen to hold. */
    void goOnAfter(ReadPart part, Sighting seen) {
        if (!seen.isGzip()) {
            progress = Progress.after(part, inode(key), seen.head());
            offset = part.length();
            readPath = part.path();
            return;
        }
        progress.skip(part);
        zipped = seen.compressed();
        offset = 0;
        if (seen.isAll(part)) {
            lastRead = seen.attributes().lastModifiedTime();
            readThrough(seen.attributes().size());
        }
    }

    /** Takes over the line that the original had read in part, since its rest is here only. After {@link #goOnAfter}. */
    void continueHalf(Tail original, boolean gzip) {
        if (gzip && !isReadToKnownEnd()) {
            original.progress.half.clear(); // lines of gzip files come whole
        } else if (!gzip) {
            original.progress.half.moveTo(progress.half);
        }
    }

    /** It was rotated while nobody looked; what stands under its old name now comes after it. */
    void makePredecessor(Path oldPath) {
        predecessor = true;
        readPath = oldPath;
    }

    boolean isPredecessor() {
        return predecessor;
    }

    /** Where it stood when it was last read. */
    Path oldPath() {
        return readPath;
    }

    /** Copying and compressing may make a file younger than the one that came after it. */
    void orderBefore(Tail successor) {
        modified = successor.modified.compareTo(modified) < 0 ? successor.modified : modified;
    }

    /** Gzip is read through or not at all, so its offset is the size it had. */
    void readThrough(long end) {
        offset = end;
    }

    int read(byte[] into, int at, int length, Instant now) throws IOException {
        int count = opened().read(ByteBuffer.wrap(into, at, length), offset);
        if (count > 0) {
            progress.read(into, at, count);
            offset += count;
            readPath = path;
            quietSince = quietSince == null ? null : now;
        }
        return count;
    }

    FileChannel opened() {
        FileChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("file must be open: " + path);
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
