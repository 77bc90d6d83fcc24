package io.portent.config;

import io.portent.parse.FormatSpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines that are written in one format.
 *
 * @param name the label value in metrics; never a path
 * @param multiline whether lines that continue a record, such as stack traces, are joined to it
 */
public record SourceConfig(String name, SourceInput input, FormatSpec format, boolean multiline) {
    static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,40}");

    public SourceConfig {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("sources[].name must match " + NAME + ", was " + name);
        }
    }

    public static SourceConfig ofFiles(String name, List<String> globs, FormatSpec format, boolean multiline) {
        return new SourceConfig(name, new SourceInput.Files(globs), format, multiline);
    }
}
