package io.portent.report;

import io.portent.evaluate.Interval;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, times and states as a reader sees them. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** To two digits or so: {@code 70 s}, {@code 8 min}, {@code 1.5 h}, {@code 1 d}. */
    static String length(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 100) {
            return trim(seconds, "%.0f") + "\u00a0s";
        }
        if (seconds < 6_000) {
            return trim(seconds / 60, seconds < 600 ? "%.1f" : "%.0f") + "\u00a0min";
        }
        return seconds < 86_400
                ? trim(seconds / 3_600, "%.1f") + "\u00a0h"
                : trim(seconds / 86_400, "%.1f") + "\u00a0d";
    }

    private static String trim(double value, String format) {
        String text = String.format(Locale.ROOT, format, value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String number(String format, double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    static String percent(double share) {
        return Double.isFinite(share) ? trim(100 * share, share < 0.1 ? "%.2f" : "%.0f") + "\u00a0%" : "–";
    }

    static String interval(String format, Interval interval) {
        return interval.known() ? number(format, interval.low()) + " to " + number(format, interval.high()) : "–";
    }

    static String level(HealthState level) {
        return level == HealthState.RED ? "red" : "orange or worse";
    }

    /** A shape for each colour, for whoever cannot tell these apart. */
    static String sign(HealthState level) {
        return switch (level) {
            case RED -> "■";
            case ORANGE -> "▲";
            case GREEN -> "●";
        };
    }
}
