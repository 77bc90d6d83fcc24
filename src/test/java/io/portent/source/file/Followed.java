package io.portent.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.portent.event.FilePosition;
import io.portent.event.RawLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A directory and a source that follows it, at a time that the test tells. */
final class Followed implements Closeable {
    static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    final Path dir;
    final List<RawLine> lines = new ArrayList<>();
    Instant now = START;
    private final FileSpec spec;
    private final @Nullable Instant notBefore;
    private FileSource source;

    Followed(Path dir, String... globs) {
        this(dir, FileSpec.of(globs(dir, globs), 1000), null);
    }

    Followed(Path dir, FileSpec spec, @Nullable Instant notBefore) {
        this.dir = dir;
        this.spec = spec;
        this.notBefore = notBefore;
        this.source = start(List.of());
    }

    static List<String> globs(Path dir, String... globs) {
        return List.of(globs).stream().map(glob -> dir + "/" + glob).toList();
    }

    static FileSpec in(Charset encoding, Path dir, String... globs) {
        return new FileSpec(globs(dir, globs), List.of(), encoding, 1000);
    }

    private FileSource start(List<FilePosition> resume) {
        return new FileSource("app", spec, notBefore, resume, () -> now);
    }

    FileSource source() {
        return source;
    }

    /** Ends the source at once; another goes on after the line. */
    void restart(RawLine after) throws IOException {
        source.close();
        source = start(List.of(after.position()));
    }

    /** The same, after the last line of each generation. */
    void restart() throws IOException {
        Map<String, FilePosition> positions = new HashMap<>();
        lines.forEach(line -> positions.put(line.position().generation(), line.position()));
        source.close();
        source = start(List.copyOf(positions.values()));
    }

    /** All there is, as text. */
    List<String> poll() throws IOException {
        int from = lines.size();
        while (source.read(3, lines::add) > 0) {
            // to the end of all that is there
        }
        return lines.subList(from, lines.size()).stream().map(RawLine::text).toList();
    }

    RawLine last() {
        return lines.get(lines.size() - 1);
    }

    Path path(String name) {
        return dir.resolve(name);
    }

    void append(String name, String text) throws IOException {
        append(name, text.getBytes(UTF_8));
    }

    void append(String name, byte[] bytes) throws IOException {
        Files.createDirectories(path(name).resolveSibling("."));
        Files.write(path(name), bytes, CREATE, APPEND);
    }

    void move(String from, String to) throws IOException {
        Files.move(path(from), path(to));
    }

    void delete(String name) throws IOException {
        Files.delete(path(name));
    }

    void age(String name, int minutes) throws IOException {
        Files.setLastModifiedTime(path(name), FileTime.from(now.minusSeconds(60L * minutes)));
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
