package io.portent.parse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** What records are made of. */
final class RandomTexts {
    private static final List<String> WORDS = List.of(
            "order",
            "7",
            "paid",
            "in",
            "12.5ms",
            "from",
            "/10.0.0.7:5010",
            "user=ann",
            "[x]",
            "-",
            "--",
            ":",
            "\"quoted\"",
            "it's",
            "50%",
            "$5",
            "{a}",
            "<b>",
            "C:\\temp",
            "\u00fcber",
            "\ud83d\ude00",
            "a,b",
            "(c)",
            "#9",
            "=",
            "x=\"y\"",
            "|",
            "ERROR",
            "at",
            "key=",
            ";",
            "a\u2028b",
            "#012");

    private static final List<String> LOGGERS =
            List.of("com.shop.Cart", "c.s.pay.PaymentService", "root", "shop-pay", "a.B$C", "x_1");
    static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    private RandomTexts() {}

    /** One line without blanks at its ends; not empty. */
    static String message(Random random) {
        StringBuilder text = new StringBuilder(one(WORDS, random));
        for (int words = random.nextInt(9); words > 0; words--) {
            text.append(random.nextInt(12) == 0 ? "  " : " ").append(one(WORDS, random));
        }
        return text.toString();
    }

    static String logger(Random random) {
        return one(LOGGERS, random);
    }

    static String level(Random random) {
        return one(LEVELS, random);
    }

    static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    /** Within three years before {@link Parsed#ARRIVAL}, to the millisecond. */
    static Instant time(Random random) {
        return Parsed.ARRIVAL.minus(random.nextLong(3L * 365 * 86_400_000), ChronoUnit.MILLIS);
    }

    /** Within a few hours before it. */
    static Instant recently(Random random) {
        return Parsed.ARRIVAL.minus(random.nextLong(10L * 3_600_000), ChronoUnit.MILLIS);
    }

    static String number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "0";
            case 1 -> Integer.toString(random.nextInt());
            case 2 -> Long.toString(random.nextLong());
            case 3 -> Integer.toString(random.nextInt(100)) + "." + random.nextInt(1_000);
            default -> Integer.toString(random.nextInt(1_000));
        };
    }
}
