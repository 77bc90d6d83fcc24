package io.portent.parse;

import io.portent.event.Severity;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text lines, read by one regular expression with named groups {@code time}, {@code level}, {@code logger}, {@code message}. */
record RegexDialect(
        String name,
        FormatSpec spec,
        Function<Random, String> writer,
        Pattern pattern,
        String timePattern,
        BiConsumer<Matcher, Found> more)
        implements Dialect {

    static FormatSpec spec(FormatKind kind, @Nullable String pattern) {
        return new FormatSpec(kind, pattern, ZoneOffset.UTC);
    }

    static String written(Instant time, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    @Override
    public String line(Random random) {
        return writer.apply(random);
    }

    @Override
    public @Nullable Read read(String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        Found found = new Found();
        String groups = pattern.pattern();
        if (groups.contains("<time>")) {
            found.time = instant(matcher.group("time"));
        }
        if (groups.contains("<level>")) {
            found.severity = Severity.valueOf(matcher.group("level").toUpperCase(Locale.ROOT));
        }
        if (groups.contains("<logger>")) {
            found.logger = matcher.group("logger") == null ? "" : matcher.group("logger");
        }
        if (groups.contains("<message>")) {
            found.message = matcher.group("message");
        }
        more.accept(matcher, found);
        return found.read();
    }

    /** Without a zone it is UTC, without a year that of the arrival. */
    private Instant instant(String text) {
        if (timePattern.isEmpty()) {
            return Instant.parse(text);
        }
        boolean year = timePattern.contains("y");
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern((year ? "" : "yyyy ") + timePattern, Locale.ENGLISH);
        String whole = (year ? "" : "2024 ") + text.replaceAll(" +", " ");
        boolean zone = timePattern.contains("Z") || timePattern.contains("X");
        return zone
                ? Instant.from(formatter.parse(whole))
                : LocalDateTime.parse(whole, formatter).toInstant(ZoneOffset.UTC);
    }

    @Override
    public String toString() {
        return name;
    }
}
