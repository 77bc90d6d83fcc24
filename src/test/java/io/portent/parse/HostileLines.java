package io.portent.parse;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines that are made to cost a reader as much as they can, of any length. */
final class HostileLines {
    /** What fills whole lines. */
    static final List<String> SIGNS = List.of(
            " ",
            "\"",
            "{",
            "}",
            "[",
            "]",
            "(",
            "<",
            "<*>",
            "\\",
            "\\\"",
            "'",
            "0",
            "1.",
            ":",
            "::1",
            "-",
            " - ",
            "=",
            "a=",
            "a=b ",
            ", ",
            "a, ",
            "a=\"",
            "a.",
            "a/",
            "/a",
            "@",
            "a@b.",
            "\t",
            "\0",
            "\u0001",
            "\u001b",
            "\u001b[0m",
            "\u001b[",
            "\ud83d",
            "\ude00",
            "\ud83d\ude00",
            "\u00e9",
            "#012",
            "{\"a\":",
            "[{",
            "{\"a\":[",
            "\"a\":1,",
            "\\u0000",
            "-e",
            "a b ",
            "] ",
            "\" ",
            " [",
            "|",
            "%",
            "$");

    /** @param most steps for each character of a long line; half of them were the most that was ever counted */
    record Format(FormatKind kind, @Nullable String pattern, List<String> lines, int most) {
        static Format of(FormatKind kind) {
            return FORMATS.stream()
                    .filter(format -> format.kind == kind)
                    .findFirst()
                    .orElseThrow();
        }

        /** Nothing, its lines, and each of them up to where a word ends; of those that try all others only the first two. */
        List<String> starts() {
            boolean all = kind == FormatKind.AUTO || kind.wraps();
            return (all
                            ? lines.stream().flatMap(line -> Stream.of("", line))
                            : lines.stream().flatMap(Format::wordEnds))
                    .distinct()
                    .toList();
        }

        private static Stream<String> wordEnds(String line) {
            return IntStream.rangeClosed(0, line.length())
                    .filter(end -> end == line.length() || line.charAt(end) == ' ' || line.charAt(end) == '"')
                    .mapToObj(end -> line.substring(0, end));
        }
    }

    private static final String JSON =
            "{\"@timestamp\":\"2024-03-05T10:11:12.3Z\",\"level\":\"INFO\",\"logger_name\":\"a.B\",\"n\":1e3,\"o\":{\"p\":[1,2]},\"message\":\"m\"}";

    private static final String LOGBACK =
            "10:11:12.345 [main] INFO               com.shop.Cart [7] a=\"b\" - order 7 paid x=1, y=2";
    private static final String CRI = "2024-03-05T10:11:13.123456789Z stdout F ";

    static final List<Format> FORMATS = List.of(
            new Format(
                    FormatKind.AUTO,
                    null,
                    List.of("2024-03-05 10:11:12,345 [main] WARN  com.shop.Cart - disk low", JSON, CRI + JSON),
                    200),
            new Format(FormatKind.JSON, null, List.of(JSON), 100),
            new Format(FormatKind.LOGSTASH, null, List.of(JSON), 100),
            new Format(
                    FormatKind.ECS,
                    null,
                    List.of(
                            "{\"@timestamp\":\"2024-03-05T10:11:12.3Z\",\"log.level\":\"INFO\",\"log\":{\"logger\":\"a\"},\"message\":\"m\"}"),
                    100),
            new Format(
                    FormatKind.LOGFMT,
                    null,
                    List.of("time=2024-03-05T10:11:12Z level=warn msg=\"disk \\\"low\\\"\" took=1m2.5ms free=0.1"),
                    100),
            new Format(
                    FormatKind.LOGBACK,
                    "%d{HH:mm:ss.SSS} [%t] %-5level %30(%logger{36}) [%X{a}] %kvp - %msg %mdc%n",
                    List.of(LOGBACK),
                    100),
            new Format(
                    FormatKind.LOGBACK,
                    "[%t] %X %property{a} %c %p %m %kvp%n",
                    List.of("[main] a=1, b=2 x com.shop.Cart INFO a b=\"c\""),
                    100),
            new Format(
                    FormatKind.LOG4J,
                    "%d{HH:mm:ss.SSS} [%t] %-5p %c{1.}%notEmpty{ [%marker]} %X - %m%n",
                    List.of("10:11:12.345 [main] INFO  c.s.Cart [A] {a=1, b=x} - order 7 paid"),
                    500),
            new Format(
                    FormatKind.PATTERN,
                    "<Date> <Time> <Level> <Component>(\\[<Pid>\\])?: <Content>",
                    List.of("24/03/05 10:11:12 WARN storage.Pay[7]: disk: low"),
                    500),
            new Format(
                    FormatKind.PATTERN,
                    "<Skip> - <Level> - <Logger> - <Content> - <Date> <Time>",
                    List.of("x - INFO - a.B - paid - 2024-03-05 10:11:12"),
                    500),
            new Format(
                    FormatKind.ACCESS,
                    null,
                    List.of(
                            "192.0.2.10 - ann [05/Mar/2024:10:11:12 +0000] \"GET /cart/17?t=s HTTP/1.1\" 200 612 \"-\" \"curl/7\" 0.012 rt=0.1"),
                    100),
            new Format(
                    FormatKind.ACCESS,
                    "$remote_addr [$time_iso8601] \"$request\" $status \"$http_referer\" ${request_time}s $upstream_response_time",
                    List.of(
                            "192.0.2.10 [2024-03-05T10:11:12Z] \"GET /cart/17?t=s HTTP/1.1\" 200 \"-\" 0.012s 0.1, 0.2"),
                    100),
            new Format(
                    FormatKind.SYSLOG,
                    null,
                    List.of(
                            "<165>1 2024-03-05T10:11:12.003Z web1 shop 42 ID47 [o ip=\"192.0.2.1\" q=\"\\\"\"] order 7 paid",
                            "<34>Mar  5 10:11:12 web1 sshd[42]: Accepted publickey for ann#012\tat a.b(C)",
                            "2024-03-05T10:11:12.003Z web1 sshd[42]: {\"level\":\"WARN\",\"message\":\"m\"}"),
                    100),
            new Format(
                    FormatKind.POSTGRES,
                    null,
                    List.of(
                            "2024-03-05 10:11:13.345 CET [42] ann@shop ERROR:  relation \"x\" does not exist",
                            "2024-03-05 10:11:13.345 CET [42] ann@shop LOG:  duration: 1.5 ms  statement: x",
                            "2024-03-05 10:11:13.345 UTC,\"ann\",\"shop\",42,\"[local]\",65e6.2a,3,\"SELECT\",2024-03-05 10:11:00 UTC,3/4,0,ERROR,42P01,\"no \"\"x\"\"\",,,,,,\"select x\",15,,\"psql\""),
                    100),
            new Format(
                    FormatKind.KLOG,
                    null,
                    List.of(
                            "E0305 10:11:14.345678       1 pod.go:7] \"Pod \\\"x\\\" failed\" pod=\"kube-system/dns\" retries=3"),
                    100),
            new Format(
                    FormatKind.CRI, null, List.of(CRI + "10:11:13.100 [main] ERROR com.shop.Pay - a", CRI + JSON), 200),
            new Format(
                    FormatKind.DOCKER,
                    null,
                    List.of(
                            "{\"log\":\"10:11:12.345 [main] INFO  com.shop.Cart - x\\n\",\"stream\":\"stdout\",\"time\":\"2024-03-05T10:11:12.1Z\"}"),
                    200),
            new Format(FormatKind.RAW, null, List.of("x", "a.BException: c", "\tat a.b.C(D)"), 100));

    /** @param piece what stands again and again between the two others */
    record Repeated(String before, String piece, String after) {
        String of(int length) {
            return before + filled(piece, length) + after;
        }
    }

    private HostileLines() {}

    static String filled(String piece, int length) {
        return piece.repeat(length / piece.length());
    }

    static Repeated repeated(Format format, Random random) {
        String line = format.lines().get(random.nextInt(format.lines().size()));
        int from = random.nextInt(line.length());
        int to = Math.min(line.length(), from + 1 + random.nextInt(random.nextBoolean() ? 2 : 12));
        String piece = line.substring(from, to)
                + (random.nextBoolean()
                        ? ""
                        : Arrays.asList(" ", "=", "\"", ": ").get(random.nextInt(4)));
        return new Repeated(line.substring(0, from), piece, random.nextBoolean() ? line.substring(to) : "");
    }
}
