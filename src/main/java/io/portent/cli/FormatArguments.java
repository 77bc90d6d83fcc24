package io.portent.cli;

import io.portent.parse.FormatKind;
import io.portent.parse.FormatOptions;
import io.portent.parse.FormatSpec;
import io.portent.parse.Formats;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules between {@code --format} and {@code --pattern}. */
final class FormatArguments {
    private FormatArguments() {}

    /** @throws WrongUsageException where the two do not go together, or the pattern cannot be read back */
    static FormatSpec spec(FormatKind format, @Nullable String pattern, ZoneId zone) {
        return spec(format, pattern, zone, FormatOptions.NONE);
    }

    /** @throws WrongUsageException where they do not go together, or the pattern cannot be read back */
    static FormatSpec spec(FormatKind format, @Nullable String pattern, ZoneId zone, FormatOptions options) {
        FormatKind read = format.wraps() || format == FormatKind.AUTO ? options.inner() : format;
        if (pattern == null && read.needsPattern()) {
            throw new WrongUsageException(
                    (read == format ? "--format " : "--inner ") + name(read) + " needs --pattern");
        }
        if (pattern != null && read != FormatKind.AUTO && !read.takesPattern()) {
            throw new WrongUsageException("--pattern goes with " + those(FormatKind::takesPattern)
                    + " (or auto) only, was with " + name(read));
        }
        try {
            FormatSpec spec = FormatSpec.of(format, pattern, zone, options);
            String problem = pattern == null ? null : Formats.check(spec.inner(), pattern);
            if (problem != null) {
                throw new WrongUsageException("--pattern: " + problem);
            }
            return spec;
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--pattern: " + e.getMessage());
        }
    }

    /** Their names as the configuration has them. */
    static String those(Predicate<FormatKind> which) {
        return Arrays.stream(FormatKind.values())
                .filter(which)
                .map(FormatArguments::name)
                .collect(Collectors.joining(", "));
    }

    static String name(FormatKind format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
