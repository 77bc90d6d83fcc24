package io.portent.source.file;

import io.portent.event.FilePosition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How far one generation of a file has been cut into lines, and what it is known again by. Not thread-safe.
 *
 * <pre>
 *   |-- head, 256 --|   as far as it was read
 *   |---------------- sum ----------------|
 *   line 1 \n line 2 \n  ...  line n \n half
 *                                     ^ position after line n; the sum is taken before that of the half goes in
 * </pre>
 */
final class Progress {
    /** Enough to tell one log from another, its time stamps included. */
    static final int HEAD = 256;

    final HalfLine half = new HalfLine();
    private final String inode;
    private final boolean counted;
    private final byte[] head = new byte[HEAD];
    private int headLength;
    private CRC32 sum = new CRC32();
    private long read;
    private long cut;
    private long line;
    private @Nullable String generation;
    private @Nullable String mark;
    private @Nullable Encoding encoding;

    /** @param generation null: a new one, which gets its name with its first line */
    Progress(String inode, @Nullable String generation) {
        this(inode, generation, true);
    }

    private Progress(String inode, @Nullable String generation, boolean counted) {
        this.inode = inode;
        this.generation = generation;
        this.counted = counted;
    }

    /** Of a file that nobody will read on: it has no positions, and costs no checksum. */
    static Progress uncounted() {
        return new Progress("", null, false);
    }

    /** Takes for delivered what is part; {@code beginning} is what the file begins with. */
    static Progress after(ReadPart part, String inode, byte[] beginning) {
        Progress progress = new Progress(inode, part.generation());
        progress.headLength = part.headLength();
        System.arraycopy(beginning, 0, progress.head, 0, progress.headLength);
        progress.sum = Checksum.from(part.sum());
        progress.read = part.length();
        progress.cut = part.length();
        progress.line = part.lines();
        return progress;
    }

    /** What the file turns out to be written in, which its beginning may say. */
    Encoding encoding(Encoding configured) {
        Encoding known = encoding;
        if (known == null) {
            known = configured.of(head, headLength);
            encoding = headLength < 2 ? null : known;
        }
        return known;
    }

    /** Bytes as they come from the file, before they are cut. */
    void read(byte[] from, int at, int count) {
        if (headLength < HEAD && read <= headLength && read + count > headLength) {
            int known = (int) (headLength - read);
            int more = Math.min(count - known, HEAD - headLength);
            System.arraycopy(from, at + known, head, headLength, more);
            headLength += more;
            mark = null;
        }
        read += count;
    }

    /** The next bytes of the line in work, or all of them. */
    void cut(byte[] from, int at, int count) {
        if (counted) {
            sum.update(from, at, count);
            cut += count;
        }
    }

    /** One more line is whole; its number. */
    long nextLine() {
        return ++line;
    }

    /** One more line is whole. */
    FilePosition line(String file, Instant now) {
        line++;
        String name = generation;
        if (name == null) {
            name = newGeneration(now);
            generation = name;
        }
        String known = mark;
        if (known == null) {
            known = name + '|' + inode + '|' + headLength + ':' + Integer.toHexString(headSum());
            mark = known;
        }
        return new FilePosition(name, known, file, cut, line, (int) sum.getValue());
    }

    /** Inodes are used again, and beginnings alike: only all three together are the name of no other. */
    private String newGeneration(Instant now) {
        return inode
                + '#'
                + Integer.toHexString(headSum())
                + '.'
                + Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
    }

    /** Lines are delivered by a reading of their own: of compressed files, which are read from the beginning at each turn. */
    void delivered(FilePosition after) {
        line = after.line();
        generation = after.generation();
    }

    /** Takes for delivered so many lines of a file that will be read from its beginning. */
    void skip(ReadPart part) {
        line = part.lines();
        generation = part.generation();
    }

    /** The same generation from its beginning. */
    Progress again() {
        return new Progress(inode, generation);
    }

    ReadPart part(Path path) {
        return new ReadPart(
                path, generation, inode, headLength, headSum(), headLength == 0 ? 0 : cut, line, (int) sum.getValue());
    }

    boolean isBegun() {
        return line > 0 || headLength > 0;
    }

    /** Lines delivered. */
    long lines() {
        return line;
    }

    /** Null until the first line is delivered. */
    @Nullable
    String generation() {
        return generation;
    }

    int headLength() {
        return headLength;
    }

    boolean headIs(byte[] other) {
        return Arrays.equals(head, 0, headLength, other, 0, other.length);
    }

    private int headSum() {
        return Checksum.of(head, headLength);
    }
}
