package io.portent.config;

import io.portent.parse.FormatSpec;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files that are written in one format.
 *
 * @param name the label value in metrics; never a path
 * @param files globs as configured, relative to the working directory
 * @param multiline whether lines that continue a record, such as stack traces, are joined to it
 */
public record SourceConfig(String name, List<String> files, FormatSpec format, boolean multiline) {
    static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,40}");

    public SourceConfig {
        files = List.copyOf(files);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("sources[].name must match " + NAME + ", was " + name);
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("sources[].files must not be empty, was so for " + name);
        }
    }
}
