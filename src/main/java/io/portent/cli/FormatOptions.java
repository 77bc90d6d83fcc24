package io.portent.cli;

import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.Formats;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules between {@code --format} and {@code --pattern}. */
final class FormatOptions {
    private FormatOptions() {}

    /** @throws WrongUsageException where the two do not go together, or the pattern cannot be read back */
    static FormatSpec spec(FormatKind format, @Nullable String pattern, ZoneId zone) {
        if (pattern == null) {
            if (format.needsPattern()) {
                throw new WrongUsageException("--format " + name(format) + " needs --pattern");
            }
            return new FormatSpec(format, null, zone);
        }
        FormatKind kind = format == FormatKind.AUTO ? FormatKind.ofPattern(pattern) : format;
        String problem = Formats.check(kind, pattern);
        if (problem != null) {
            throw new WrongUsageException("--pattern: " + problem);
        }
        return new FormatSpec(kind, pattern, zone);
    }

    private static String name(FormatKind format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
