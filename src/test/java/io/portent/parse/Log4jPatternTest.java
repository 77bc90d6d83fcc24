package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as log4j 2 writes them, by the documentation of its PatternLayout; the library is not on the test class path. */
class Log4jPatternTest {
    private static LogEvent read(String pattern, String line) {
        return Parsed.with(FormatKind.LOG4J, pattern, line).only();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "##",
            value = {
                "%d [%t] %-5level %logger{36} - %msg%n ## 2024-03-05 10:11:12,345 [main] WARN  com.shop.Pay - disk low",
                "%d{HH:mm:ss.SSS} [%t] %-5level %logger{36} - %msg%n ## 10:11:12.345 [main] WARN  com.shop.Pay - disk low",
                "%d{ISO8601}{UTC} %p (%t) %c{1.} %m%n%ex ## 2024-03-05T10:11:12,345 WARN (pool [1]) com.shop.Pay disk low",
                "%d{yyyy-MM-dd HH:mm:ss,SSS}{GMT+0} %-5p %c(%L) - %m%n ## 2024-03-05 10:11:12,345 WARN  com.shop.Pay(7) - disk low",
                "%d{yyyy-MM-dd HH:mm:ss,nnnnnn} %5p %c: %m%n ## 2024-03-05 10:11:12,345000  WARN com.shop.Pay: disk low",
                "%d{DEFAULT_PERIOD} %c [%p] %m%n ## 2024-03-05 10:11:12.345 com.shop.Pay [WARN] disk low",
                "%d{UNIX_MILLIS} %p{length=1} %c %m%n ## 1709633472345 W com.shop.Pay disk low",
                "%d{DATE} %p{WARN=Warnung, ERROR=Fehler} %c %m%n ## 05 Mar 2024 10:11:12,345 Warnung com.shop.Pay disk low",
                "%d{DATE} %p{ERROR=Fehler, lowerCase=true} %c %m%n ## 05 Mar 2024 10:11:12,345 warn com.shop.Pay disk low",
                "%highlight{%d [%p] %c{-3} %m}{FATAL=red}%n%throwable{short} ## 2024-03-05 10:11:12,345 [WARN] com.shop.Pay disk low",
                "[%d{COMPACT}] [%-5p]%notEmpty{[%marker]} %c %msg%n ## [20240305101112345] [WARN ] com.shop.Pay disk low",
                "[%d{COMPACT}] [%-5p]%notEmpty{[%marker]} %c %msg%n ## [20240305101112345] [WARN ][AUDIT] com.shop.Pay disk low",
                "%d %p %equals{[%X{id}]}{[]}{-} %c %msg%n ## 2024-03-05 10:11:12,345 WARN - com.shop.Pay disk low",
                "%d %p %equals{[%X{id}]}{[]}{-} %c %msg%n ## 2024-03-05 10:11:12,345 WARN [7] com.shop.Pay disk low",
                "%d %p %l %c %enc{%msg}{CRLF}%n ## 2024-03-05 10:11:12,345 WARN com.shop.Pay.pay(Pay.java:7) com.shop.Pay disk low",
                "%d{ABSOLUTE} %pid %tid %p %c|%m%n ## 10:11:12,345 42 7 WARN com.shop.Pay|disk low",
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %level %c %maxLen{%m}{80}%n ## 2024-03-05T11:11:12.345+01:00 WARN com.shop.Pay disk low"
            })
    void whatLog4jWrites_isReadBack(String pattern, String line) {
        LogEvent event = read(pattern, line);

        assertThat(event.severity()).isEqualTo(Severity.WARN);
        assertThat(event.logger()).isEqualTo("com.shop.Pay");
        assertThat(event.message()).isEqualTo("disk low");
        assertThat(event.time()).isEqualTo(Instant.parse("2024-03-05T10:11:12.345Z"));
    }

    @Test
    void threadContext_isTakenApart() {
        LogEvent event =
                read("%d %p %X %K %x - %m%n", "2024-03-05 10:11:12,345 INFO {a=1, b=x y} {c=2} [n, m] - hello");

        assertThat(event.numbers()).isEqualTo(Map.of("a", 1.0, "c", 2.0));
        assertThat(event.texts()).isEqualTo(Map.of("b", "x y", "ndc", "[n, m]"));
        assertThat(event.message()).isEqualTo("hello");
    }

    @Test
    void emptyThreadContext_isNoField() {
        LogEvent event = read("%d %p %X{a, b} - %m%n", "2024-03-05 10:11:12,345 INFO {} - hello");

        assertThat(event.numbers()).isEmpty();
        assertThat(event.texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%d %q %m              | position 4: unknown conversion word %q",
                "%d $${ctx:a} %m       | position 4: what is looked up for each event",
                "%d %level             | no %msg",
                "%notEmpty{%X{a}}%notEmpty{%X{b}}%notEmpty{%X{c}}%notEmpty{%X{d}}%notEmpty{%X{e}} %m | more than 16"
            })
    void whatCannotBeReadBack_isRefused(String pattern, String reason) {
        assertThat(Formats.check(FormatKind.LOG4J, pattern)).contains(reason);
    }
}
