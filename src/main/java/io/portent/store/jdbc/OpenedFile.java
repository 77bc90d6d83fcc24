package io.portent.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Whether the path still leads to the file that was opened. One that was removed, or moved to make room for a backup, can be
 * written to by whoever has it open: what is written is gone with it. Thread-safe.
 */
final class OpenedFile {
    private final Path path;
    private volatile @Nullable Object key;

    OpenedFile(Path path) {
        this.path = path;
    }

    /** The first file that was opened stays the one: what is remembered of its contents is true of no other. */
    void opened() {
        if (key == null) {
            key = current();
        }
    }

    /** True also before anything was opened, and where the system does not tell files apart. */
    boolean isThere() {
        Object then = key;
        return then == null || then.equals(current());
    }

    private @Nullable Object current() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }
}
