package io.portent.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one spelling of durations in configuration, commands and metric labels: {@code 500ms 90s 15m 6h 30d 2w}. */
public final class Durations {
    /** Longer ones are typing errors, and would overflow when they are counted back from now. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SPELLING = Pattern.compile("(\\d{1,18})(ms|s|m|h|d|w)");
    private static final Pattern BARE = Pattern.compile("\\d+([.]\\d+)?");

    private Durations() {}

    /**
     * Reads one whole number with its unit, up to a hundred years.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    public static Duration parse(String text) {
        String trimmed = text.trim();
        Matcher matcher = SPELLING.matcher(trimmed);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(refusal(trimmed));
        }
        Unit unit = Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
        long count = Long.parseLong(matcher.group(1));
        if (count > LONGEST.toMillis() / unit.millis) {
            throw new IllegalArgumentException("must be at most 36500d, was " + Quoted.of(trimmed));
        }
        return Duration.ofMillis(count * unit.millis);
    }

    /** In the largest unit that leaves no rest: 300 s is {@code 5m}, 90 s is {@code 90s}, 14 days are {@code 2w}. */
    public static String format(Duration duration) {
        if (duration.isNegative() || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("duration must be whole milliseconds >= 0, was " + duration);
        }
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        Unit largest = Unit.MS;
        for (Unit unit : Unit.values()) {
            largest = millis % unit.millis == 0 ? unit : largest;
        }
        return millis / largest.millis + largest.name().toLowerCase(Locale.ROOT);
    }

    private static String refusal(String text) {
        return BARE.matcher(text).matches()
                ? "needs a unit, such as " + text.replaceFirst("[.].*", "") + "s (ms, s, m, h, d or w), was "
                        + Quoted.of(text)
                : "must be a whole number and one unit, such as 90s, 15m, 6h, 30d or 2w, was " + Quoted.of(text);
    }

    /** In rising order: {@link #format} relies on it. */
    private enum Unit {
        MS(1),
        S(1_000),
        M(60_000),
        H(3_600_000),
        D(86_400_000),
        W(604_800_000);

        private final long millis;

        Unit(long millis) {
            this.millis = millis;
        }
    }
}
