package io.portent.source.file;

import java.nio.file.Path;
import java.util.Objects;

/** What was read of a plain file, told by its beginning, length and CRC-32. Immutable, but for trusting its maker with {@code head}. */
final class ReadPart {
    private final Path path;
    private final byte[] head;
    private final long length;
    private final long lines;
    private final long crc;

    ReadPart(Path path, byte[] head, long length, long lines, long crc) {
        this.path = path;
        this.head = head;
        this.length = length;
        this.lines = lines;
        this.crc = crc;
    }

    byte[] head() {
        return head;
    }

    long length() {
        return length;
    }

    long lines() {
        return lines;
    }

    long crc() {
        return crc;
    }

    /**
     * Beside it, named like it up to the first dot, and longer: {@code app.log} to {@code app.log.1}, {@code app-2026-03-04.log.gz}. The
     * name of a live log is the shortest: what is in it is new, even if a service begins with the same words each time it starts.
     */
    boolean mayBeCopiedTo(Path other) {
        Path name = other.getFileName();
        return name != null
                && Objects.equals(other.getParent(), path.getParent())
                && name.toString().length() > name().length()
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
