package io.portent.agent;

import io.portent.config.SourceConfig;
import io.portent.config.SourceInput;
import io.portent.source.LineSource;
import io.portent.source.file.FileGlob;
import io.portent.source.file.FileSource;
import io.portent.source.file.FileSpec;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What the configured inputs stand for. */
public final class SourceInputs {
    private SourceInputs() {}

    /** The files that are there now, sorted; none for an input that is no file. */
    public static List<Path> files(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files
                ? new FileGlob(files.globs(), files.exclude()).files()
                : List.of();
    }

    /** The patterns by which its files are named; none for an input that is no file. */
    static List<String> globs(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files ? files.globs() : List.of();
    }

    /** What its files are written in. */
    static Charset encoding(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files ? files.encoding() : StandardCharsets.UTF_8;
    }

    /** Its lines, from where a former process has stopped. */
    static LineSource open(SourceConfig source, int maxLineBytes, Past past, InstantSource clock) {
        if (source.input() instanceof SourceInput.Files files) {
            FileSpec spec = new FileSpec(files.globs(), files.exclude(), files.encoding(), maxLineBytes);
            return new FileSource(source.name(), spec, past.notBefore(), past.positions(source.name()), clock);
        }
        throw new IllegalArgumentException("no way to read " + source.input());
    }
}
