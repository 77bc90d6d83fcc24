package io.portent.config;

import io.portent.parse.MinerSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Text to the values of single keys. Every refusal says what would be right, then what was written. */
final class Values {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}([.]\\d{1,15})?");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)");
    private static final Map<String, Long> BYTE_UNITS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Pattern LISTEN =
            Pattern.compile("([A-Za-z0-9._-]*|\\[[0-9a-fA-F:.]+(?:%[A-Za-z0-9._-]+)?]):(\\d{1,5})");
    private static final Pattern CRON_FIELD = Pattern.compile("[0-9A-Za-z*/,?#-]+");
    private static final int LONGEST_TEXT = 1000;

    private Values() {}

    static Settings.Parser<Long> whole(Key key) {
        return text -> {
            String trimmed = text.trim();
            try {
                long value = WHOLE.matcher(trimmed).matches() ? Long.parseLong(trimmed) : Long.MIN_VALUE;
                if (WHOLE.matcher(trimmed).matches() && value >= key.min() && value <= key.max()) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // 19 digits can be more than a long holds: out of range like any other.
            }
            throw refused("a whole number from " + key.min() + " to " + key.max(), text);
        };
    }

    static Settings.Parser<Integer> count(Key key) {
        return text -> Math.toIntExact(whole(key).parse(text));
    }

    static double positive(String text) {
        double value = DECIMAL.matcher(text.trim()).matches() ? Double.parseDouble(text.trim()) : 0;
        if (value > 0) {
            return value;
        }
        throw refused("a number greater than 0, such as 1 or 0.5", text);
    }

    static double share(String text) {
        return between(0, 1).parse(text);
    }

    /** A share that is not nothing. */
    static double portion(String text) {
        double value = DECIMAL.matcher(text.trim()).matches() ? Double.parseDouble(text.trim()) : 0;
        if (value > 0 && value <= 1) {
            return value;
        }
        throw refused("a number greater than 0 and at most 1, such as 0.05", text);
    }

    /** A number within bounds, both allowed. */
    static Settings.Parser<Double> between(double least, double most) {
        return text -> {
            double value = DECIMAL.matcher(text.trim()).matches() ? Double.parseDouble(text.trim()) : Double.NaN;
            if (value >= least && value <= most) {
                return value;
            }
            throw refused("a number from " + least + " to " + most, text);
        };
    }

    static Settings.Parser<Integer> bytes(Key key) {
        return text -> Math.toIntExact(size(key).parse(text));
    }

    static Settings.Parser<Long> size(Key key) {
        return text -> {
            Matcher matcher = BYTES.matcher(text.trim());
            if (matcher.matches()) {
                long value = Long.parseLong(matcher.group(1)) * BYTE_UNITS.getOrDefault(matcher.group(2), 1L);
                if (value >= key.min() && value <= key.max()) {
                    return value;
                }
            }
            throw refused(
                    "a size with unit B, KiB, MiB or GiB, from " + size(key.min()) + " to " + size(key.max()), text);
        };
    }

    private static String size(long bytes) {
        return bytes >= 1L << 30
                ? (bytes >> 30) + "GiB"
                : bytes >= 1 << 20 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }

    static Settings.Parser<Duration> atLeast(Duration least) {
        return text -> {
            Duration duration = Durations.parse(text);
            if (duration.compareTo(least) < 0) {
                throw refused("at least " + Durations.format(least), text);
            }
            return duration;
        };
    }

    static String text(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
        }
        if (text.length() > LONGEST_TEXT || text.codePoints().anyMatch(Values::isUnprintable)) {
            throw refused("one line of at most " + LONGEST_TEXT + " characters", text);
        }
        return text;
    }

    /** Half a surrogate pair has no UTF-8, so a label value could not carry it. */
    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    static String expression(String text) {
        String expression = text(text);
        String problem = MinerSpec.checkParameter(expression);
        if (problem != null) {
            throw new IllegalArgumentException("is no regular expression: " + problem);
        }
        return expression;
    }

    static String glob(String text) {
        String glob = text(text);
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw refused("a glob such as /var/log/app/*.log (" + e.getDescription() + ")", text);
        }
        return glob;
    }

    static Path path(String text) {
        try {
            return Path.of(text(text));
        } catch (InvalidPathException e) {
            throw refused("a path", text);
        }
    }

    static boolean bool(String text) {
        return choice(Map.of("true", true, "false", false), List.of("true", "false"), text);
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.trim());
        } catch (DateTimeException e) {
            throw refused("a time zone such as UTC, Europe/Berlin or +02:00", text);
        }
    }

    static WebConfig listen(String text) {
        ListenAddress address = address(text, 9781);
        return new WebConfig(address.host(), address.port());
    }

    /** @param example a port to show where the text is refused */
    static ListenAddress address(String text, int example) {
        Matcher matcher = LISTEN.matcher(text.trim());
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
        if (port < 0 || port > 65_535) {
            throw refused(
                    "host:port such as 0.0.0.0:%1$d, 127.0.0.1:%1$d or [::1]:%1$d, port 0 for any free one"
                            .formatted(example),
                    text);
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        return new ListenAddress(host.isEmpty() ? "0.0.0.0" : host, port);
    }

    /** Never quoted. */
    static Secret secret(String text) {
        if (text.length() < Secret.SHORTEST
                || text.length() > LONGEST_TEXT
                || !text.chars().allMatch(c -> c > 32 && c < 127)) {
            throw new IllegalArgumentException("must be at least " + Secret.SHORTEST
                    + " characters without blanks, such as ${NAME} for a variable that holds them");
        }
        return new Secret(text);
    }

    static URI url(String text) {
        try {
            URI url = new URI(text.trim());
            boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            if (plain && url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        // Not quoted: it may carry a password.
        throw new IllegalArgumentException(
                "must be an http or https address without user, query and fragment, such as http://prometheus:9090");
    }

    static String storeUrl(String text) {
        if (!StoreConfig.URL.matcher(text).matches()) {
            // Not quoted: the URL of a database may carry a password.
            throw new IllegalArgumentException(
                    "must be jdbc:sqlite: and a path, or jdbc:postgresql: and an address, without blanks");
        }
        return text;
    }

    /** Only the shape: the scheduler that reads it judges the rest. */
    static String cron(String text) {
        String[] fields = text.trim().split("\\s+");
        boolean sixOrSeven = fields.length == 6 || fields.length == 7;
        boolean wellSpelled = List.of(fields).stream()
                .allMatch(field -> CRON_FIELD.matcher(field).matches());
        if (!sixOrSeven || !wellSpelled || fields[3].equals("?") == fields[5].equals("?")) {
            throw refused(
                    "six or seven fields, seconds first, one of day-of-month and day-of-week a ?, such as"
                            + " 0 0 3 * * ?",
                    text);
        }
        return text.trim();
    }

    /** @param names in the order in which they are offered */
    static <T> T choice(Map<String, T> values, List<String> names, String text) {
        return Optional.ofNullable(values.get(text.trim()))
                .orElseThrow(() -> refused("one of " + String.join(", ", names), text));
    }

    static IllegalArgumentException refused(String right, String text) {
        return new IllegalArgumentException("must be " + right + ", was " + Quoted.of(text));
    }
}
