package io.portent.agent;

import io.portent.event.FilePosition;
import io.portent.store.SourcePosition;

/** A file's position as its source tells it, and as the store keeps it. */
final class FilePositions {
    private FilePositions() {}

    static SourcePosition stored(String source, FilePosition position) {
        return new SourcePosition(source, position.file(), position.identity(), position.offset(), position.line());
    }

    static FilePosition of(SourcePosition stored) {
        return FilePosition.of(stored.identity(), stored.file(), stored.offset(), stored.line());
    }
}
