package io.portent.source.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which files are read, and how their bytes become lines.
 *
 * @param exclude globs of files that are not, although they match
 * @param maxLineBytes of a longer line the first so many bytes are kept, the rest is skipped and counted
 */
public record FileSpec(List<String> globs, List<String> exclude, Charset encoding, int maxLineBytes) {
    public FileSpec {
        globs = List.copyOf(globs);
        exclude = List.copyOf(exclude);
        Encoding.of(encoding);
        if (maxLineBytes < 1) {
            throw new IllegalArgumentException("maxLineBytes must be >= 1, was " + maxLineBytes);
        }
    }

    /** All that match, in UTF-8. */
    public static FileSpec of(List<String> globs, int maxLineBytes) {
        return new FileSpec(globs, List.of(), StandardCharsets.UTF_8, maxLineBytes);
    }
}
