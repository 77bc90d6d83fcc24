package io.portent.source.file;

import io.portent.source.LineSource;
import io.portent.source.LineSourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class FileSourceContractTest extends LineSourceContract {
    @TempDir
    private Path directory;

    private @Nullable FileSource source;

    private Path file() {
        return directory.resolve("app.log");
    }

    @Override
    protected LineSource source() {
        FileSource known = source;
        FileSource opened = known == null
                ? new FileSource(
                        "app",
                        FileSpec.of(List.of(file().toString()), MAX_LINE_BYTES),
                        null,
                        List.of(),
                        InstantSource.system())
                : known;
        source = opened;
        return opened;
    }

    @Override
    protected void send(byte[] bytes) throws IOException {
        Files.write(file(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A file that another has taken the place of is read to its end. */
    @Override
    protected void end() throws IOException {
        Files.move(file(), directory.resolve("app.log.1"));
        Files.createFile(file());
    }

    @AfterEach
    void close() throws IOException {
        source().close();
    }
}
