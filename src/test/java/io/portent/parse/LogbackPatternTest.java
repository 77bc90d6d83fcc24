package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogbackPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%d %foo %msg        | position 4: unknown conversion word %foo",
                "%msg %caller{2}     | position 6: %caller writes several lines",
                "%d{yyyy-MM-dd %msg  | position 3: the brace is never closed",
                "%d %highlight(%msg  | position 14: the parenthesis is never closed",
                "%d{yyyy-bb} %msg    | position 1: date pattern 'yyyy-bb'",
                "%d %level           | no %msg",
                "% %msg              | position 1: % without a conversion word",
                "%-99999level %msg   | position 1: a width above",
                "%5.level %msg       | position 1: a number must follow",
                "${PATTERN} %msg     | position 1: variable ${PATTERN} has no value"
            })
    void brokenPattern_isRefusedWithPositionAndReason(String pattern, String reason) {
        assertThat(Formats.check(FormatKind.LOGBACK, pattern)).contains(reason);
        assertThatThrownBy(() -> new LineParser(new FormatSpec(FormatKind.LOGBACK, pattern, ZoneOffset.UTC), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%d{HH:mm:ss.SSS} [%thread] %-5level %logger{36} -%kvp- %msg%n",
                "%clr(%d{${LOG_DATEFORMAT_PATTERN:-yyyy-MM-dd'T'HH:mm:ss.SSSXXX}}){faint} %clr(${LOG_LEVEL_PATTERN:-%5p})"
                        + " %clr(${PID:- }){magenta} %clr(---){faint} %clr([%15.15t]){faint}"
                        + " %clr(%-40.40logger{39}){cyan} %clr(:){faint} %m%n${LOG_EXCEPTION_CONVERSION_WORD:-%wEx}",
                "%date{ISO8601} %replace(%msg){'[\\r\\n]+', ' '}%nopex%n",
                "%d{yyyy-MM-dd HH:mm:ss,SSS} %highlight{%-5p}{FATAL=red} (%F:%L) %m%n"
            })
    void patternsOfTheWild_areTaken(String pattern) {
        assertThat(Formats.check(FormatKind.LOGBACK, pattern)).isNull();
    }

    @Test
    void fieldsOfThePattern_becomeFieldsOfTheEvent() {
        LogEvent event = Parsed.with(
                        FormatKind.LOGBACK,
                        "%d [%X{order:-none}] [%X{user:-none}] %-5level %logger [%marker] - %msg{%X}%n",
                        "2024-03-05 10:11:12,345 [17] [none] ERROR com.shop.Pay [AUDIT] - paid")
                .only();

        assertThat(event.severity()).isEqualTo(Severity.ERROR);
        assertThat(event.logger()).isEqualTo("com.shop.Pay");
        assertThat(event.message()).isEqualTo("paid");
        assertThat(event.numbers()).isEqualTo(Map.of("order", 17.0));
        assertThat(event.texts()).isEqualTo(Map.of("marker", "AUDIT"));
    }

    @Test
    void allOfTheMdc_isTakenApart() {
        LogEvent event = Parsed.with(FormatKind.LOGBACK, "%level [%mdc] %msg", "INFO [a=1, b=x y] hello")
                .only();

        assertThat(event.numbers()).isEqualTo(Map.of("a", 1.0));
        assertThat(event.texts()).isEqualTo(Map.of("b", "x y"));
    }

    @Test
    void keyValuePairs_areTakenApart() {
        LogEvent event = Parsed.with(FormatKind.LOGBACK, "%level %kvp - %msg", "INFO a=\"1\" b=\"x y\" - hello")
                .only();

        assertThat(event.numbers()).isEqualTo(Map.of("a", 1.0));
        assertThat(event.texts()).isEqualTo(Map.of("b", "x y"));
        assertThat(event.message()).isEqualTo("hello");
    }

    @Test
    void threadThatLooksLikeTheSeparator_isTriedAgain() {
        LogEvent event = Parsed.with(FormatKind.LOGBACK, "[%t] %level %msg", "[worker] 7 [a] b] WARN low [x] WARN y")
                .only();

        assertThat(event.severity()).isEqualTo(Severity.WARN);
        assertThat(event.message()).isEqualTo("low [x] WARN y");
    }

    @Test
    void textBehindTheMessage_endsIt() {
        String pattern = "%level %msg [%X{id}] end%n";

        assertThat(Parsed.with(FormatKind.LOGBACK, pattern, "INFO a [b] c [7] end")
                        .only()
                        .message())
                .isEqualTo("a [b] c");
        assertThat(Parsed.with(FormatKind.LOGBACK, pattern, "INFO first of two lines", "second [7] end")
                        .only()
                        .message())
                .isEqualTo("first of two lines");
    }

    @Test
    void lineFullOfSeparators_takesLinearTime() {
        String line = "INFO " + "] ".repeat(200_000) + "x";

        assertThat(Parsed.with(FormatKind.LOGBACK, "%level [%t] [%X{a}] [%X{b}] - %msg", line)
                        .parser
                        .counts()
                        .unparsed())
                .isEqualTo(1);
    }

    @Test
    void terminalColours_areStripped() {
        assertThat(Parsed.with(FormatKind.LOGBACK, "%highlight(%-5level) %msg", "\u001b[34mINFO \u001b[0;39m hi")
                        .only()
                        .message())
                .isEqualTo("hi");
    }
}
