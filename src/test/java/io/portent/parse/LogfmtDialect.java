package io.portent.parse;

import static io.portent.parse.RandomTexts.level;
import static io.portent.parse.RandomTexts.message;
import static io.portent.parse.RandomTexts.number;
import static io.portent.parse.RandomTexts.one;
import static io.portent.parse.RandomTexts.time;

import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Pairs of key and value, found one by one. */
record LogfmtDialect() implements Dialect {
    private static final Pattern PAIR = Pattern.compile("([a-z_]+)=(\"((?:[^\"\\\\]|\\\\.)*)\"|[^ ]*)");
    private static final List<String> DURATIONS = List.of("12ms", "1h2m3.5s", "250\u00b5s", "7s", "1.5m");

    @Override
    public FormatSpec spec() {
        return new FormatSpec(FormatKind.LOGFMT, null, ZoneOffset.UTC);
    }

    @Override
    public String line(Random random) {
        List<String> pairs = new ArrayList<>();
        pairs.add("time=" + time(random));
        pairs.add("level=" + level(random).toLowerCase(Locale.ROOT));
        pairs.add("msg=\"" + message(random).replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        pairs.add("logger=" + RandomTexts.logger(random));
        for (char name = 'k'; name < 'k' + random.nextInt(5); name++) {
            pairs.add(name + "_="
                    + one(
                            List.of(number(random), "text", "\"two words\"", "", "\"7.5\"", one(DURATIONS, random)),
                            random));
        }
        Collections.shuffle(pairs, random);
        return String.join(random.nextInt(8) == 0 ? "  " : " ", pairs);
    }

    @Override
    public Read read(String line) {
        Found found = new Found();
        PAIR.matcher(line).results().forEach(pair -> take(pair, found));
        return found.read();
    }

    private static void take(MatchResult pair, Found found) {
        String value = pair.group(3) == null ? pair.group(2) : pair.group(3).replaceAll("\\\\([\"\\\\])", "$1");
        switch (pair.group(1)) {
            case "time" -> found.time = Instant.parse(value);
            case "level" -> found.severity = Severity.valueOf(value.toUpperCase(Locale.ROOT));
            case "msg" -> found.message = value;
            case "logger" -> found.logger = value;
            default -> {
                if (DURATIONS.contains(value)) {
                    found.numbers.put(pair.group(1), seconds(value));
                } else {
                    found.number(pair.group(1), value);
                }
            }
        }
    }

    private static double seconds(String text) {
        if (text.endsWith("\u00b5s")) {
            return Double.parseDouble(text.substring(0, text.length() - 2)) * 1e-6;
        }
        return text.endsWith("ms")
                ? Double.parseDouble(text.substring(0, text.length() - 2)) * 1e-3
                : text.endsWith("m")
                        ? Double.parseDouble(text.substring(0, text.length() - 1)) * 60
                        : Duration.parse("PT" + text.toUpperCase(Locale.ROOT)).toMillis() / 1e3;
    }
}
