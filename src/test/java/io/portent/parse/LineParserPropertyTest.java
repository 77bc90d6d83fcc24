package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile content: whatever comes, nothing is thrown, every line is counted once, and events stay within bounds. */
class LineParserPropertyTest {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} [%t] %-5level %30(%logger{36}) [%X{a}] %kvp - %msg %mdc%n";
    private static final List<FormatKind> KINDS = List.of(FormatKind.values());
    private static final List<String> SEEDS = List.of(
            "{\"@timestamp\":\"2024-03-05T10:11:12.3Z\",\"level\":\"INFO\",\"message\":\"m\",\"n\":1e3,\"o\":{\"p\":[1,2]},\"stack_trace\":\"a.B: c\\n\\tat d.e(F)\"}",
            "10:11:12.345 [main] INFO               com.shop.Cart [7] a=\"b\" - order 7 paid x=1, y=2",
            "2024-03-05 10:11:12,345 [main] WARN  com.shop.Cart - disk low",
            "2024-03-05T10:11:12.345+01:00  WARN 42 --- [main] c.s.Cart                                 : disk low",
            "192.0.2.10 - - [05/Mar/2024:10:11:12 +0000] \"GET /cart/17?t=s HTTP/1.1\" 200 612 \"-\" \"curl/7\" 0.012 rt=0.1",
            "<165>1 2024-03-05T10:11:12.003Z web1 shop 42 ID47 [o ip=\"192.0.2.1\" q=\"\\\"\"] order 7 paid",
            "<34>Mar  5 10:11:12 web1 sshd[42]: Accepted publickey for ann#012\tat a.b(C)",
            "time=2024-03-05T10:11:12Z level=warn msg=\"disk \\\"low\\\"\" took=1m2.5ms free=0.1",
            "{\"level\":30,\"time\":1709633472345,\"pid\":1,\"name\":\"shop\",\"msg\":\"paid\",\"err\":{\"type\":\"T\",\"stack\":\"T: x\\n at y\"}}",
            "10:11:12.345 [main] INFO  c.s.Cart [A] {a=1, b=x} - order 7 paid",
            "24/03/05 10:11:12 WARN storage.Pay[7]: disk: low",
            "2024-03-05T10:11:13.123456789Z stdout P 10:11:13.100 [main] ERROR com.shop.Pay - a long ",
            "2024-03-05T10:11:13.123456791Z stderr F message in two parts",
            "{\"log\":\"10:11:12.345 [main] INFO  com.shop.Cart - x\\n\",\"stream\":\"stdout\",\"time\":\"2024-03-05T10:11:12.1Z\"}",
            "{\"log\":\"cut\",\"stream\":\"stderr\",\"time\":\"2024-03-05T10:11:12.1Z\"}",
            "2024-03-05 10:11:13.345 CET [42] ann@shop ERROR:  relation \"x\" does not exist",
            "2024-03-05 10:11:13.345 CET [42] ann@shop STATEMENT:  select *",
            "E0305 10:11:14.345678       1 pod.go:7] \"Pod \\\"x\\\" failed\" pod=\"kube-system/dns\" retries=3",
            "Traceback (most recent call last):",
            "  File \"/app/shop/pay.py\", line 7, in pay",
            "ValueError: no",
            "panic: runtime error: index out of range [5] with length 3",
            "goroutine 7 [running]:",
            "github.com/shop/pay.(*Cart).Add(0xc0000b4000, 0x5)",
            "Unhandled exception. System.AggregateException: a ---> System.IO.IOException: b",
            " ---> (Inner Exception #0) System.IO.IOException: gone",
            "   --- End of inner exception stack trace ---",
            "java.lang.IllegalStateException: a",
            "\tat com.shop.Cart.add(Cart.java:1)",
            "Caused by: java.io.IOException: b",
            "");

    private static @Nullable String pattern(FormatKind kind) {
        return switch (kind) {
            case LOGBACK -> PATTERN;
            case LOG4J -> "%d{HH:mm:ss.SSS} [%t] %-5p %c{1.}%notEmpty{ [%marker]} %X - %m%n";
            case PATTERN -> "<Date> <Time> <Level> <Component>(\\[<Pid>\\])?: <Content>";
            default -> null;
        };
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyLines_areCountedOnceAndNeverThrow(long seed) {
        Random random = new Random(seed);
        FormatKind kind = KINDS.get(random.nextInt(KINDS.size()));
        @Nullable String pattern = pattern(kind);
        FormatOptions options =
                new FormatOptions(FormatKind.AUTO, List.of(), random.nextInt(4) == 0 ? "^[0-9{]|(a+)+$" : null);
        Parsed parsed =
                new Parsed(new FormatSpec(kind, pattern, ZoneId.of("Europe/Berlin"), options), random.nextBoolean());
        int lines = 80;
        for (int i = 0; i < lines; i++) {
            parsed.accept(line(random));
            ParseCounts counts = parsed.parser.counts();
            assertThat(counts.lines()).as("seed %d", seed).isBetween(0L, i + 1L);
        }
        parsed.parser.flush(parsed.events::add);

        ParseCounts counts = parsed.parser.counts();
        assertThat(counts.lines()).as("seed %d", seed).isEqualTo(lines);
        assertThat(counts.parsed()).as("seed %d", seed).isGreaterThanOrEqualTo(parsed.events.size());
        assertThat(parsed.parser.heldFrom()).as("seed %d", seed).isNull();
        assertThat(parsed.events).as("seed %d", seed).allSatisfy(LineParserPropertyTest::withinBounds);
    }

    private static void withinBounds(LogEvent event) {
        assertThat(event.message().length()).isLessThanOrEqualTo(Draft.MAX_MESSAGE);
        assertThat(event.message()).doesNotContain("\n");
        assertThat(event.numbers().size() + event.texts().size()).isLessThanOrEqualTo(Draft.MAX_FIELDS);
        assertThat(event.numbers().values()).allMatch(Double::isFinite);
        assertThat(event.texts().values()).allMatch(text -> text.length() <= Draft.MAX_TEXT);
    }

    private static String line(Random random) {
        String line = SEEDS.get(random.nextInt(SEEDS.size()));
        return switch (random.nextInt(6)) {
            case 0 -> binary(random);
            case 1 -> line.substring(0, random.nextInt(line.length() + 1));
            case 2 -> line.repeat(1 + random.nextInt(50));
            case 3 -> line;
            default -> mutated(line, random);
        };
    }

    private static String binary(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return new String(bytes, random.nextBoolean() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
    }

    private static String mutated(String line, Random random) {
        StringBuilder text = new StringBuilder(line);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, "{}[]()\":,= %\\-.\t\u0000\u0001\ud83d9".charAt(random.nextInt(20)));
                case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(4)));
                default -> text.insert(at, line, 0, random.nextInt(line.length() + 1));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyPattern_isRefusedOrReads(long seed) {
        Random random = new Random(seed);
        String[] parts = {
            "%",
            "%d",
            "{",
            "}",
            "(",
            ")",
            "yyyy-MM-dd",
            "HH:mm:ss,SSS",
            "%-5level",
            "%highlight(",
            "%msg",
            "%m%n",
            " - ",
            "[",
            "]",
            "%X{a:-b}",
            "${A:-c}",
            "\\",
            "'",
            "\"",
            ",",
            "UTC",
            "%kvp",
            "%-20.30logger",
            "%t",
            "%replace(",
            "é"
        };
        StringBuilder pattern = new StringBuilder(random.nextBoolean() ? "%d %level " : "");
        for (int i = random.nextInt(8); i >= 0; i--) {
            pattern.append(parts[random.nextInt(parts.length)]);
        }
        pattern.append(random.nextBoolean() ? "%msg%n" : "");
        if (Formats.check(FormatKind.LOGBACK, pattern.toString()) == null) {
            Parsed parsed = new Parsed(
                    new FormatSpec(FormatKind.LOGBACK, pattern.toString(), ZoneId.of("Europe/Berlin")), true);
            for (int i = 0; i < 20; i++) {
                parsed.accept(line(random));
            }
            assertThat(parsed.parser.counts().lines())
                    .as("seed %d: %s", seed, pattern)
                    .isEqualTo(20);
        }
    }

    @Test
    void hugeLine_isReadWithinBounds() {
        String huge = "x".repeat(5_000_000);
        for (FormatKind kind : FormatKind.values()) {
            Parsed parsed = Parsed.with(kind, pattern(kind), huge, "{\"message\":\"" + huge + "\"}");

            assertThat(parsed.parser.counts().lines()).isEqualTo(2);
            assertThat(parsed.events).allSatisfy(LineParserPropertyTest::withinBounds);
        }
    }
}
