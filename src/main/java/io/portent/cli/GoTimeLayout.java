package io.portent.cli;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times as Go's {@code time.Format} writes them: the layout is how it would write the second of January 2006, 15:04:05. */
final class GoTimeLayout {
    /** Longer ones before those that they begin with, as Go tries them. */
    private static final List<Map.Entry<String, String>> PARTS = List.of(
            Map.entry("January", "MMMM"),
            Map.entry("Jan", "MMM"),
            Map.entry("Monday", "EEEE"),
            Map.entry("Mon", "EEE"),
            Map.entry("MST", "zzz"),
            Map.entry("2006", "uuuu"),
            Map.entry("-07:00", "xxx"),
            Map.entry("-0700", "xx"),
            Map.entry("-07", "x"),
            Map.entry("Z07:00", "XXX"),
            Map.entry("Z0700", "XX"),
            Map.entry(".000000000", ".SSSSSSSSS"),
            Map.entry(".000000", ".SSSSSS"),
            Map.entry(".000", ".SSS"),
            Map.entry("002", "DDD"),
            Map.entry("01", "MM"),
            Map.entry("02", "dd"),
            Map.entry("03", "hh"),
            Map.entry("04", "mm"),
            Map.entry("05", "ss"),
            Map.entry("06", "uu"),
            Map.entry("15", "HH"),
            Map.entry("_2", "ppd"),
            Map.entry("PM", "a"),
            Map.entry("1", "M"),
            Map.entry("2", "d"),
            Map.entry("3", "h"),
            Map.entry("4", "m"),
            Map.entry("5", "s"));

    private GoTimeLayout() {}

    static String format(String layout, ZonedDateTime time) {
        StringBuilder written = new StringBuilder();
        for (int at = 0; at < layout.length(); ) {
            Map.Entry<String, String> part = partAt(layout, at);
            if (part == null) {
                written.append(layout.charAt(at++));
            } else {
                written.append(DateTimeFormatter.ofPattern(part.getValue(), Locale.ENGLISH)
                        .format(time));
                at += part.getKey().length();
            }
        }
        return written.toString();
    }

    private static Map.@org.jspecify.annotations.Nullable Entry<String, String> partAt(String layout, int at) {
        return PARTS.stream()
                .filter(part -> layout.startsWith(part.getKey(), at))
                .findFirst()
                .orElse(null);
    }
}
