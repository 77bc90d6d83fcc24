package io.portent.agent;

import io.portent.config.SourceConfig;
import io.portent.config.SourceInput;
import io.portent.source.LineSource;
import io.portent.source.file.FileGlob;
import io.portent.source.file.FileSource;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What the configured inputs stand for. */
public final class SourceInputs {
    private SourceInputs() {}

    /** The files that are there now, sorted; none for an input that is no file. */
    public static List<Path> files(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files ? FileGlob.expand(files.globs()) : List.of();
    }

    /** The patterns by which its files are named; none for an input that is no file. */
    static List<String> globs(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files ? files.globs() : List.of();
    }

    /** Its lines, from where a former process has stopped. */
    static LineSource open(SourceConfig source, int maxLineBytes, Past past, InstantSource clock) {
        if (source.input() instanceof SourceInput.Files files) {
            return new FileSource(
                    source.name(), files.globs(), maxLineBytes, past.notBefore(), past.positions(source.name()), clock);
        }
        throw new IllegalArgumentException("no way to read " + source.input());
    }
}
