package io.portent.source.file;

import io.portent.source.compressed.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One generation of a followed file, whatever it is called now: its identity is the inode, its place is an offset. Holds no buffer but
 * the beginning of its last line, and needs no open file while it has no news. Not thread-safe.
 */
final class Tail implements Closeable {
    private static final byte[] EMPTY = new byte[0];
    /** So long the beginning of a line waits for its rest: as long as a departed file does for more. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** So long a file that could not be read is left alone, unless it changes. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Object key;
    private final OpenFile file = new OpenFile();
    private Progress progress;
    private byte[] packed = EMPTY; // how it begins before decompression, where it is compressed
    private Path path;
    private Path named; // where it stood at the listing before: before a rotation, the name of the log
    private Path readPath; // where it stood when it was last read: before a rotation, the shorter name
    private FileTime modified;
    private long size;
    private long offset;
    private boolean predecessor;
    private @Nullable Path formerPath;
    private @Nullable Instant quietSince;
    private @Nullable FileTime lastRead;
    private @Nullable Instant failed;
    private Instant lastByte = Instant.MIN;

    Tail(Object key, Path path, BasicFileAttributes attributes) {
        this.key = key;
        this.progress = new Progress(inode(key), null);
        this.path = path;
        this.readPath = path;
        this.named = path;
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

    Object key() {
        return key;
    }

    Path path() {
        return path;
    }

    /**
     * The path that its lines are said to come from. After a rename this is the former one for one more turn: what stood unread in the
     * file continues what was read under that name, and what the next file there begins with may continue it.
     */
    String name() {
        return named.toString();
    }

    /** How far it was read; of a compressed file, the lines and the name only. */
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
        return file.isOpen();
    }

    /** Found under this path, perhaps a new one. */
    void listed(Path now, BasicFileAttributes attributes) {
        formerPath = now.equals(path) ? formerPath : path;
        named = path;
        path = now;
        if (failed != null && (size != attributes.size() || !modified.equals(attributes.lastModifiedTime()))) {
            failed = null;
        }
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
    boolean hasNews(Instant now) {
        if (isDeparted()) {
            return true;
        }
        if (failed != null && now.isBefore(failed.plus(RETRY))) {
            return false;
        }
        return size != offset || !modified.equals(lastRead) || isHalfOverdue(now);
    }

    /** It could not be opened or read. */
    void failed(Instant now) {
        failed = now;
    }

    /** Whether its last line has been without an end for longer than a writer takes. */
    boolean isHalfOverdue(Instant now) {
        return isReadInPart() && !now.isBefore(lastByte.plus(PATIENCE));
    }

    /** Not before its youngest line was written, by the time of its last modification. Times that archives give to what has none are none. */
    Instant written(Instant now) {
        return LineFile.written(modified.toInstant(), now);
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
        if (!file.isOpen()) {
            if (isDeparted() || !file.open(path, key)) {
                return false;
            }
            failed = null;
        }
        lastRead = modified;
        return true;
    }

    /** What the open file holds now. */
    long sizeNow() throws IOException {
        return file.size();
    }

    /** Shorter than what was read, or with another beginning: written anew in place. */
    boolean isTruncated() throws IOException {
        return file.size() < offset || !progress.headIs(file.beginning(progress.headLength()));
    }

    /** Whether the open file begins as a compressed one does. */
    boolean isCompressed() throws IOException {
        byte[] now = file.beginning(Compression.TELLING);
        return Compression.of(now, now.length) != Compression.NONE;
    }

    /**
     * Whether the inode of a compressed file, which is not held open, was given to another file in the meantime, or that of another to a
     * compressed one. What plain files have become, their round finds out.
     */
    boolean isAnother(boolean compressed) throws IOException {
        if (packed.length == 0) {
            return compressed && progress.headLength() > 0;
        }
        return !Arrays.equals(file.beginning(packed.length), packed);
    }

    void noteCompressed() throws IOException {
        packed = file.beginning(Progress.HEAD);
    }

    void rewind() {
        offset = 0;
        packed = EMPTY;
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
        if (!seen.isCompressed()) {
            progress = Progress.after(part, inode(key), seen.head());
            offset = part.length();
            readPath = part.path();
            return;
        }
        progress.skip(part);
        packed = seen.first();
        offset = 0;
        if (seen.isAll(part)) {
            lastRead = seen.attributes().lastModifiedTime();
            readThrough(seen.attributes().size());
        }
    }

    /** Takes over the line that the original had read in part, since its rest is here only. After {@link #goOnAfter}. */
    void continueHalf(Tail original, boolean compressed) {
        if (compressed && !isReadToKnownEnd()) {
            original.progress.half.clear(); // lines of compressed files come whole
        } else if (!compressed) {
            original.progress.half.moveTo(progress.half);
            lastByte = original.lastByte;
        }
    }

    /** It was rotated while nobody looked; what stands under its old name now comes after it. */
    void makePredecessor(Path oldPath) {
        predecessor = true;
        readPath = oldPath;
        named = oldPath;
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

    /** A compressed file is read through or not at all, so its offset is the size it had. */
    void readThrough(long end) {
        offset = end;
    }

    int read(byte[] into, int at, int length, Instant now) throws IOException {
        int count = file.read(into, at, length, offset);
        if (count > 0) {
            progress.read(into, at, count);
            offset += count;
            readPath = path;
            lastByte = now;
            quietSince = quietSince == null ? null : now;
        }
        return count;
    }

    FileChannel channel() {
        return file.channel();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
