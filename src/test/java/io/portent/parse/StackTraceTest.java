package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.Thrown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StackTraceTest {
    private static final String PATTERN = "%d %level %msg%n";
    private static final String FIRST = "2024-03-05 10:11:12,345 ERROR payment failed";

    private static @Nullable Thrown thrown(String... trace) {
        String[] lines = new String[trace.length + 1];
        lines[0] = FIRST;
        System.arraycopy(trace, 0, lines, 1, trace.length);
        Parsed parsed = Parsed.with(FormatKind.LOGBACK, PATTERN, lines);
        assertThat(parsed.only().message()).isEqualTo("payment failed");
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(lines.length, lines.length, 0, 0));
        return parsed.only().thrown();
    }

    @Test
    void plainTrace_givesClassAndFirstOwnFrame() {
        assertThat(thrown(
                        "java.net.ConnectException: refused",
                        "\tat java.base/sun.nio.ch.Net.connect(Net.java:5)",
                        "\tat com.shop.Pay.call(Pay.java:7)"))
                .isEqualTo(new Thrown("java.net.ConnectException", "com.shop.Pay.call"));
    }

    @Test
    void lastCause_isTheRoot() {
        assertThat(thrown(
                        "com.shop.PayException: a",
                        "\tat com.shop.Pay.pay(Pay.java:1)",
                        "Caused by: java.lang.IllegalStateException: b: c",
                        "\tat com.shop.Pay.mid(Pay.java:2)",
                        "\t... 5 common frames omitted",
                        "Caused by: java.io.IOException",
                        "\tat com.shop.Io.read(Io.java:3) ~[shop.jar:1.0]",
                        "\t... 7 more"))
                .isEqualTo(new Thrown("java.io.IOException", "com.shop.Io.read"));
    }

    @Test
    void suppressedSection_isNoCause() {
        assertThat(thrown(
                        "com.shop.PayException: a",
                        "\tSuppressed: com.shop.CloseException: s",
                        "\t\tat com.shop.Pay.close(Pay.java:9)",
                        "\tCaused by: com.shop.Inner: i",
                        "\t\tat com.shop.Pay.inner(Pay.java:10)",
                        "Caused by: java.io.IOException: gone",
                        "\tat com.shop.Io.read(Io.java:3)"))
                .isEqualTo(new Thrown("java.io.IOException", "com.shop.Io.read"));
    }

    @Test
    void rootFirstTrace_keepsItsFirst() {
        assertThat(thrown(
                        "java.io.IOException: gone",
                        "\tat com.shop.Io.read(Io.java:3)",
                        "Wrapped by: com.shop.PayException: a",
                        "\tat com.shop.Pay.pay(Pay.java:1)"))
                .isEqualTo(new Thrown("java.io.IOException", "com.shop.Io.read"));
    }

    @Test
    void exceptionBehindTheMessage_isFound() {
        Parsed parsed = Parsed.with(
                FormatKind.LOGBACK,
                PATTERN,
                "2024-03-05 10:11:12,345 ERROR failed java.io.IOException: gone",
                "\tat com.shop.Io.read(Io.java:3)");

        assertThat(parsed.only().thrown()).isEqualTo(new Thrown("java.io.IOException", "com.shop.Io.read"));
    }

    @Test
    void otherLinesBehindAnEvent_joinItWithoutAnException() {
        assertThat(thrown("  detail: 1", "more text. Really.")).isNull();
    }

    @Test
    void nextRecord_endsTheTrace() {
        Parsed parsed = Parsed.with(FormatKind.LOGBACK, PATTERN, FIRST, "\tat a.B.c(B.java:1)", FIRST, "", FIRST);

        assertThat(parsed.events).hasSize(3);
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(5, 4, 0, 1));
    }

    @Test
    void lineWithoutPredecessor_isUnparsed() {
        Parsed parsed = Parsed.with(FormatKind.LOGBACK, PATTERN, "\tat a.B.c(B.java:1)", FIRST);

        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(2, 1, 1, 0));
    }

    @Test
    void endlessTrace_isCutAtTheBound() {
        Parsed parsed = new Parsed(new FormatSpec(FormatKind.LOGBACK, PATTERN, java.time.ZoneOffset.UTC), true);
        parsed.accept(FIRST);
        for (int i = 0; i < 1_000; i++) {
            parsed.accept("\tat a.B.c(B.java:1)");
        }

        assertThat(parsed.events).hasSize(1);
        assertThat(parsed.parser.counts())
                .isEqualTo(new ParseCounts(1_001, 1 + LineParser.MAX_LINES, 1_000 - LineParser.MAX_LINES, 0));
    }

    @Test
    void heldEvent_saysWhereItBegan() {
        Parsed parsed = new Parsed(new FormatSpec(FormatKind.LOGBACK, PATTERN, java.time.ZoneOffset.UTC), true);
        assertThat(parsed.parser.heldFrom()).isNull();
        parsed.accept("");
        parsed.accept(FIRST);
        parsed.accept("\tat a.B.c(B.java:1)");

        assertThat(parsed.events).isEmpty();
        assertThat(parsed.parser.heldFrom())
                .isNotNull()
                .extracting(origin -> origin.line())
                .isEqualTo(2L);
    }
}
