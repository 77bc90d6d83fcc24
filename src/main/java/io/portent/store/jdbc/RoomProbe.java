package io.portent.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** Finds out why a write has failed, by another one: SQLite keeps the system's reason to itself. */
final class RoomProbe {
    /** As systems say it in English. In other languages it is a disk that failed, for a reason that is shown. */
    private static final List<String> NO_ROOM = List.of("no space left", "quota exceeded", "file too large");

    private RoomProbe() {}

    /** Whether a file beside the log, and as long as that, is refused these many bytes for want of room. */
    static boolean refused(Path directory, Path log, int bytes) {
        try {
            Path probe = Files.createTempFile(directory, "portent", ".probe");
            try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE)) {
                ByteBuffer zeros = ByteBuffer.allocate(bytes);
                long from = Files.exists(log) ? Files.size(log) : 0;
                while (zeros.hasRemaining()) {
                    channel.write(zeros, from + zeros.position());
                }
                return false;
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            return NO_ROOM.stream().anyMatch(reason::contains);
        }
    }
}
