package io.portent.parse;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A date pattern of {@code %d}, compiled. The usual letters are read by hand ({@link TimeStep}); a pattern with any
 * other goes through {@link DateTimeFormatter}, about ten times slower.
 */
final class TimePattern {
    /** Not logback's: any of the ISO family, with or without a date. The formats tried by themselves use it. */
    static final String ANY_ISO = "ANY_ISO";

    private final List<TimeStep> steps;
    private final @Nullable DateTimeFormatter formatter;
    private final @Nullable ZoneId zone;
    private final boolean anyIso;

    private TimePattern(
            List<TimeStep> steps, @Nullable DateTimeFormatter formatter, @Nullable ZoneId zone, boolean anyIso) {
        this.steps = steps;
        this.formatter = formatter;
        this.zone = zone;
        this.anyIso = anyIso;
    }

    /** @throws IllegalArgumentException where java.time knows no such pattern */
    static TimePattern compile(String pattern, @Nullable ZoneId zone, Locale locale) {
        String known = named(pattern.strip());
        if (known.equals(ANY_ISO)) {
            return new TimePattern(List.of(), null, zone, true);
        }
        boolean english = locale.getLanguage().isEmpty() || locale.getLanguage().equals("en");
        List<TimeStep> steps = new ArrayList<>();
        if (TimeStep.compile(known, english, steps)) {
            return new TimePattern(List.copyOf(steps), null, zone, false);
        }
        return new TimePattern(List.of(), DateTimeFormatter.ofPattern(known, locale), zone, false);
    }

    /** One of our own shapes: a blank stands for one or more of them. */
    static TimePattern flexible(String pattern) {
        List<TimeStep> steps = new ArrayList<>();
        if (!TimeStep.compile(pattern, true, steps)) {
            throw new IllegalArgumentException("no shape that is read by hand: " + pattern);
        }
        steps.replaceAll(step -> step.equals(new TimeStep.Literal(" ")) ? new TimeStep.Blanks() : step);
        return new TimePattern(List.copyOf(steps), null, null, false);
    }

    @Nullable
    ZoneId zone() {
        return zone;
    }

    /** Where the time stamp that starts at {@code from} ends, or -1. */
    int read(String text, int from, TimeFields into) {
        if (anyIso) {
            return IsoTime.readWithZoneApart(text, from, into);
        }
        into.clear();
        int end = formatter == null ? readSteps(text, from, into) : readSlowly(formatter, text, from, into);
        return end >= 0 && into.plausible() ? end : -1;
    }

    private int readSteps(String text, int from, TimeFields into) {
        int at = from;
        for (int i = 0; i < steps.size() && at >= 0; i++) {
            at = steps.get(i).read(text, at, into);
        }
        return at;
    }

    private static int readSlowly(DateTimeFormatter formatter, String text, int from, TimeFields into) {
        ParsePosition position = new ParsePosition(from);
        if (formatter.parseUnresolved(text, position) == null || position.getErrorIndex() >= 0) {
            return -1;
        }
        int end = position.getIndex();
        try {
            take(formatter.parse(text.substring(from, end)), into);
            return end;
        } catch (DateTimeException e) {
            return -1;
        }
    }

    private static void take(TemporalAccessor read, TimeFields into) {
        if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
            into.hasEpoch = true;
            into.epoch = read.getLong(ChronoField.INSTANT_SECONDS);
        }
        into.year = get(read, ChronoField.YEAR, -1);
        into.month = get(read, ChronoField.MONTH_OF_YEAR, -1);
        into.day = get(read, ChronoField.DAY_OF_MONTH, -1);
        into.hour = get(read, ChronoField.HOUR_OF_DAY, 0);
        into.minute = get(read, ChronoField.MINUTE_OF_HOUR, 0);
        into.second = get(read, ChronoField.SECOND_OF_MINUTE, 0);
        into.nano = get(read, ChronoField.NANO_OF_SECOND, 0);
        ZoneId own = read.query(TemporalQueries.offset());
        into.offset = own == null ? TimeFields.NO_OFFSET : get(read, ChronoField.OFFSET_SECONDS, 0);
    }

    private static int get(TemporalAccessor read, ChronoField field, int otherwise) {
        return read.isSupported(field) ? read.get(field) : otherwise;
    }

    /** The names of logback and log4j; the empty pattern is ISO8601 with either separator. Fractions are read as they come. */
    private static String named(String pattern) {
        return switch (pattern) {
            case "", "DEFAULT", "DEFAULT_MICROS", "DEFAULT_NANOS", "DEFAULT_PERIOD" -> "yyyy-MM-dd HH:mm:ss,SSS";
            case "ISO8601",
                    "ISO8601_PERIOD",
                    "ISO8601_PERIOD_MICROS",
                    "ISO8601_OFFSET_DATE_TIME_HH",
                    "ISO8601_OFFSET_DATE_TIME_HHMM",
                    "ISO8601_OFFSET_DATE_TIME_HHCMM" -> ANY_ISO;
            case "STRICT", "ISO8601_BASIC_TIME" -> "yyyy-MM-dd'T'HH:mm:ss,SSS";
            case "ISO8601_BASIC", "ISO8601_BASIC_PERIOD" -> "yyyyMMdd'T'HHmmss,SSS";
            case "ABSOLUTE", "ABSOLUTE_MICROS", "ABSOLUTE_NANOS", "ABSOLUTE_PERIOD" -> "HH:mm:ss,SSS";
            case "DATE", "DATE_PERIOD" -> "dd MMM yyyy HH:mm:ss,SSS";
            case "COMPACT" -> "yyyyMMddHHmmssSSS";
            case "US_MONTH_DAY_YEAR2_TIME" -> "MM/dd/yy HH:mm:ss.SSS";
            case "US_MONTH_DAY_YEAR4_TIME" -> "MM/dd/yyyy HH:mm:ss.SSS";
            case "UNIX" -> "UNIX";
            case "UNIX_MILLIS" -> "UNIX_MILLIS";
            default -> pattern.indexOf('n') < 0 || pattern.indexOf('\'') >= 0 ? pattern : pattern.replace('n', 'S');
        };
    }
}
