package io.portent.source.file;

import io.portent.event.FilePosition;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a file, by this process or a former one: told by its beginning, its length and CRC-32. Of a compressed file, all of it
 * after decompression.
 *
 * @param generation null where no line of it was delivered
 * @param headLength so many bytes of the beginning are known; perhaps more than were delivered as lines
 */
record ReadPart(
        Path path,
        @Nullable String generation,
        String inode,
        int headLength,
        int headSum,
        long length,
        long lines,
        int sum) {
    /** Throws {@link IllegalArgumentException} where the mark is not one of {@link Progress}. */
    static ReadPart of(FilePosition position) {
        String[] mark = position.mark().split("\\|", -1);
        String[] head = mark[mark.length - 1].split(":", -1);
        if (mark.length != 3 || head.length != 2) {
            throw new IllegalArgumentException("mark must be of a file's position, was " + position.mark());
        }
        int headLength = Integer.parseInt(head[0]);
        if (headLength < 0 || headLength > Progress.HEAD) {
            throw new IllegalArgumentException("headLength must be in [0, " + Progress.HEAD + "], was " + headLength);
        }
        return new ReadPart(
                Path.of(position.file()),
                position.generation(),
                mark[1],
                headLength,
                Integer.parseUnsignedInt(head[1], 16),
                position.offset(),
                position.line(),
                position.checksum());
    }

    /**
     * Beside it, named like it up to the first dot, and longer: {@code app.log} to {@code app.log.1}, {@code app-2026-03-04.log.gz}. The
     * name of a live log is the shortest: what is in it is new, even if a service begins with the same words each time it starts.
     */
    boolean mayBeCopiedTo(Path other) {
        Path name = other.getFileName();
        return name != null && isNamedLike(other) && name.toString().length() > name().length();
    }

    /** Also where the number of the device has changed, as it may when it is mounted anew. */
    boolean isInode(String other) {
        return inode.equals(other) || withoutDevice(inode).equals(withoutDevice(other));
    }

    private static String withoutDevice(String inode) {
        int at = inode.indexOf(",ino=");
        return at < 0 ? inode : inode.substring(at);
    }

    /** The same, as if it had been read there. */
    ReadPart at(Path other) {
        return new ReadPart(other, generation, inode, headLength, headSum, length, lines, sum);
    }

    Path directory() {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** Beside it, and named like it up to the first dot. */
    boolean isNamedLike(Path other) {
        Path name = other.getFileName();
        return name != null
                && Objects.equals(other.getParent(), path.getParent())
                && name.toString().startsWith(stem());
    }

    private String name() {
        return String.valueOf(path.getFileName());
    }

    private String stem() {
        int dot = name().indexOf('.', 1);
        return dot < 0 ? name() : name().substring(0, dot);
    }
}
