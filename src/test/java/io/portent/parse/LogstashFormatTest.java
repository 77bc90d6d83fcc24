package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import io.portent.event.Thrown;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogstashFormatTest {
    private static LogEvent read(String json) {
        return Parsed.with(FormatKind.LOGSTASH, null, json).only();
    }

    @Test
    void theEncodersLine_isReadWhole() {
        LogEvent event = read("{\"@timestamp\":\"2024-03-05T10:11:12.345678+01:00\",\"@version\":\"1\","
                + "\"message\":\"order 7 paid\",\"logger_name\":\"com.shop.Pay\",\"thread_name\":\"exec-1\","
                + "\"level\":\"WARN\",\"level_value\":30000,\"service\":\"checkout\",\"duration_ms\":12.5,\"retry\":true,"
                + "\"http\":{\"status\":503,\"route\":\"/pay\"},\"tags\":[\"a\",{\"b\":1}],\"nothing\":null}");

        assertThat(event.time()).isEqualTo(Instant.parse("2024-03-05T09:11:12.345678Z"));
        assertThat(event.severity()).isEqualTo(Severity.WARN);
        assertThat(event.logger()).isEqualTo("com.shop.Pay");
        assertThat(event.message()).isEqualTo("order 7 paid");
        assertThat(event.numbers()).isEqualTo(Map.of("duration_ms", 12.5, "http.status", 503.0));
        assertThat(event.texts()).isEqualTo(Map.of("service", "checkout", "retry", "true", "http.route", "/pay"));
        assertThat(event.thrown()).isNull();
    }

    @Test
    void ecsNames_meanTheSame() {
        LogEvent event = read("{\"@timestamp\":\"2024-03-05T10:11:12Z\",\"log.level\":\"ERROR\","
                + "\"log\":{\"logger\":\"a.B\"},\"message\":\"m\"}");

        assertThat(event.severity()).isEqualTo(Severity.ERROR);
        assertThat(event.logger()).isEqualTo("a.B");
    }

    @Test
    void epochMilliseconds_areATime() {
        assertThat(read("{\"timestamp\":1709633472345,\"message\":\"m\"}").time())
                .isEqualTo(Instant.parse("2024-03-05T10:11:12.345Z"));
        assertThat(read("{\"timestamp\":1709633472.5,\"message\":\"m\"}").time())
                .isEqualTo(Instant.parse("2024-03-05T10:11:12.500Z"));
    }

    @Test
    void stackTrace_isReducedToRootCauseAndFrame() {
        assertThat(
                        read("{\"message\":\"m\",\"stack_trace\":\"java.lang.IllegalStateException: no\\n\\tat a.B.c(B.java:1)\\n"
                                        + "Caused by: java.io.IOException: gone\\n\\tat d.E.f(E.java:2)\\n\\t... 3 more\\n\"}")
                                .thrown())
                .isEqualTo(new Thrown("java.io.IOException", "d.E.f"));
    }

    @Test
    void messageOfSeveralLines_keepsItsFirst() {
        assertThat(read("{\"message\":\"first\\r\\nsecond\"}").message()).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"cut o",
                "{\"message\":\"m\"} and more",
                "{\"message\":\"m\"}{}",
                "{\"a\":1}",
                "{}",
                "[1]",
                "plain text",
                "{\"message\":\"m\",}",
                "{\"message\":\"m\",\"o\":{\"a\":1}"
            })
    void whatIsNoRecord_isUnparsed(String line) {
        Parsed parsed = Parsed.with(FormatKind.LOGSTASH, null, line);

        assertThat(parsed.events).isEmpty();
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(1, 0, 1, 0));
    }

    @Test
    void fieldsAndTheirTexts_areBounded() {
        StringBuilder json = new StringBuilder("{\"message\":\"m\",\"long\":\"" + "x".repeat(10_000) + "\"");
        for (int i = 0; i < 1_000; i++) {
            json.append(",\"f").append(i).append("\":").append(i);
        }
        LogEvent event = read(json.append('}').toString());

        assertThat(event.texts().get("long")).hasSize(Draft.MAX_TEXT);
        assertThat(event.texts().size() + event.numbers().size()).isEqualTo(Draft.MAX_FIELDS);
    }

    @Test
    void deepNesting_isSkippedOrUnparsed_neverACrash() {
        String ten = "{\"message\":\"m\",\"o\":" + "{\"o\":".repeat(10) + "1" + "}".repeat(11);
        assertThat(read(ten).message()).isEqualTo("m");

        String bottomless = "{\"message\":\"m\",\"o\":" + "{\"o\":".repeat(5_000) + "1" + "}".repeat(5_001);
        assertThat(Parsed.with(FormatKind.LOGSTASH, null, bottomless)
                        .parser
                        .counts()
                        .unparsed())
                .isEqualTo(1);
    }
}
