package io.portent.agent;

import io.portent.config.SourceConfig;
import io.portent.event.LogEvent;
import io.portent.event.RawLine;
import io.portent.parse.LineParser;
import io.portent.parse.ParseCounts;
import io.portent.pipeline.EventStream;
import io.portent.source.SourceCounts;
import io.portent.source.file.LineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One log file as events, from its first line to its last. Not thread-safe. */
final class FileEvents implements EventStream {
    private final SourceConfig source;
    private final Path path;
    private final int maxLineBytes;
    private final InstantSource clock;
    private final LineParser parser;
    private final BiConsumer<SourceCounts, ParseCounts> closed;
    private final Queue<LogEvent> ready = new ArrayDeque<>();
    private @Nullable LineFile file;
    private boolean ended;

    /** @param closed told what was read and what became of the lines, once */
    FileEvents(
            SourceConfig source,
            Path path,
            int maxLineBytes,
            InstantSource clock,
            BiConsumer<SourceCounts, ParseCounts> closed) {
        this.source = source;
        this.path = path;
        this.maxLineBytes = maxLineBytes;
        this.clock = clock;
        this.parser = new LineParser(source.format(), source.multiline());
        this.closed = closed;
    }

    @Override
    public @Nullable LogEvent next() throws IOException {
        if (file == null) {
            file = LineFile.open(path, source.name(), maxLineBytes, SourceInputs.encoding(source), clock);
        }
        while (ready.isEmpty() && !ended) {
            RawLine line = file.next();
            if (line == null) {
                ended = true;
                parser.flush(ready::add);
            } else {
                parser.accept(line, ready::add);
            }
        }
        return ready.poll();
    }

    @Override
    public void close() throws IOException {
        closed.accept(file == null ? SourceCounts.NONE : file.counts(), parser.counts());
        if (file != null) {
            file.close();
        }
    }
}
