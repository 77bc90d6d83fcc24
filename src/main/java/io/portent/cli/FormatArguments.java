package io.portent.cli;

import io.portent.parse.FormatKind;
import io.portent.parse.FormatOptions;
import io.portent.parse.FormatSpec;
import io.portent.parse.Formats;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules between {@code --format} and {@code --pattern}. */
final class FormatArguments {
    private FormatArguments() {}

    /** @throws WrongUsageException where the two do not go together, or the pattern cannot be read back */
    static FormatSpec spec(FormatKind format, @Nullable String pattern, ZoneId zone) {
        if (pattern == null && format.needsPattern()) {
            throw new WrongUsageException("--format " + name(format) + " needs --pattern");
        }
        try {
            FormatSpec spec = FormatSpec.of(format, pattern, zone, FormatOptions.NONE);
            String problem = pattern == null ? null : Formats.check(spec.inner(), pattern);
            if (problem != null) {
                throw new WrongUsageException("--pattern: " + problem);
            }
            return spec;
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--pattern: " + e.getMessage());
        }
    }

    private static String name(FormatKind format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
