package io.portent.cli;

import io.portent.parse.FieldName;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatOptions;
import io.portent.parse.FormatSpec;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How lines are written, as the keys of a source say it in the configuration. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class LineFormatOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of: ${COMPLETION-CANDIDATES}; logback, log4j and pattern need --pattern, access takes"
                    + " one. Default: auto",
            completionCandidates = Candidates.Formats.class)
    FormatKind format = FormatKind.AUTO;

    @Option(
            names = "--inner",
            paramLabel = "FORMAT",
            description = "The format inside cri or docker, also where auto finds them. Default: auto",
            completionCandidates = Candidates.Formats.class)
    FormatKind inner = FormatKind.AUTO;

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            description = "The pattern that the files are written in: of logback, log4j or an access log, or columns"
                    + " such as '<Date> <Time> <Level> <Content>'.")
    @Nullable
    String pattern;

    @Option(
            names = "--fields",
            split = ",",
            paramLabel = "ROLE=FIELD",
            description = "Which fields of JSON and logfmt records mean what, beside those with usual names:"
                    + " time=when,level=sev. Roles: time, level, logger, message, stack_trace.")
    List<String> fields = new ArrayList<>();

    @Option(names = "--timezone", paramLabel = "ZONE", description = "Of time stamps that carry no zone. Default: UTC")
    ZoneId zone = ZoneOffset.UTC;

    @Option(
            names = "--multiline",
            paramLabel = "auto|none|^...",
            description = "Whether lines that continue a record are joined to it, or a regular expression that says how"
                    + " a record begins. Default: auto")
    String multiline = "auto";

    /** @throws WrongUsageException where these do not go together */
    FormatSpec spec() {
        return FormatArguments.spec(format, pattern, zone, options());
    }

    /** Whether lines are joined at all. */
    boolean joins() {
        return !multiline.equalsIgnoreCase("none");
    }

    private FormatOptions options() {
        if (inner != FormatKind.AUTO && !format.wraps() && format != FormatKind.AUTO) {
            throw new WrongUsageException(
                    "--inner goes with auto, cri, docker only, was with " + FormatArguments.name(format));
        }
        if (inner.wraps()) {
            throw new WrongUsageException("--inner must not be cri or docker, was " + FormatArguments.name(inner));
        }
        return new FormatOptions(inner, names(), start());
    }

    private List<FieldName> names() {
        FormatKind read = format.wraps() || format == FormatKind.AUTO ? inner : format;
        if (!fields.isEmpty() && !read.takesFields()) {
            throw new WrongUsageException("--fields goes with " + FormatArguments.those(FormatKind::takesFields)
                    + " only, was with " + FormatArguments.name(read));
        }
        try {
            return fields.stream().map(FieldName::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--fields: " + e.getMessage());
        }
    }

    private @Nullable String start() {
        if (!multiline.startsWith("^")) {
            if (joins() && !multiline.equalsIgnoreCase("auto")) {
                throw new WrongUsageException(
                        "--multiline must be auto, none or a regular expression that begins with ^, was " + multiline);
            }
            return null;
        }
        String problem = FormatOptions.checkStart(multiline);
        if (problem != null) {
            throw new WrongUsageException("--multiline is no regular expression: " + problem);
        }
        return multiline;
    }
}
