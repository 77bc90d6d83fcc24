package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "##",
            value = {
                "Spring Boot ## 2024-03-05T10:11:12.345+01:00  WARN 42 --- [shop] [           main] o.s.b.w.embedded.tomcat.TomcatWebServer  : disk low ## o.s.b.w.embedded.tomcat.TomcatWebServer",
                "Spring Boot ## 2024-03-05 10:11:12.345  WARN 42 --- [nio-8080-exec-1] c.s.Cart                                 : disk low ## c.s.Cart",
                "logback basic ## 10:11:12.345 [main] WARN  com.shop.Cart - disk low ## com.shop.Cart",
                "logback basic ## 2024-03-05 10:11:12,345 [main] WARN com.shop.Cart - disk low ## com.shop.Cart",
                "log4j ## 2024-03-05 10:11:12,345 WARN [main] org.apache.Cart: disk low ## org.apache.Cart",
                "ZooKeeper ## 2024-03-05 10:11:12,345 [myid:1] - WARN  [main:Cart@7] - disk low ## ''",
                "class and line ## 2024-03-05 10:11:12,345 [main] WARN  o.a.i.Cart:105 - disk low ## o.a.i.Cart",
                "WildFly ## 10:11:12,345 WARN  [org.jboss.Cart] (MSC 1-2) disk low ## org.jboss.Cart",
                "Kafka ## [2024-03-05 10:11:12,345] WARN disk low (kafka.server.Cart) ## kafka.server.Cart",
                "Cassandra ## WARN  [main] 2024-03-05 10:11:12,345 Cart.java:7 - disk low ## ''",
                "Spark ## 24/03/05 10:11:12 WARN storage.Cart: disk low ## storage.Cart",
                "Apache ## [Tue Mar 05 10:11:12 2024] [warn] disk low ## ''",
                "Apache ## [Tue Mar 05 10:11:12.345678 2024] [core:warn] [pid 42:tid 7] disk low ## core",
                "nginx ## 2024/03/05 10:11:12 [warn] 42#43: disk low ## ''",
                "Redis ## 42:M 05 Mar 2024 10:11:12.345 # disk low ## ''",
                "Hadoop 1 ## 240305 101112 148 WARN dfs.DataNode$Cart: disk low ## dfs.DataNode$Cart",
                "Windows ## 2024-03-05 10:11:12, Warning               CBS    disk low ## CBS",
                "Android ## 03-05 10:11:12.811  1702  2395 W PowerManager: disk low ## PowerManager",
                "Rails ## W, [2024-03-05T10:11:12.345678 #42]  WARN -- : disk low ## ''",
                "zap ## 2024-03-05T10:11:12.345Z\tWARN\tcart/cart.go:7\tdisk low ## cart/cart.go:7",
                "Python, dashes ## 2024-03-05 10:11:12,345 - shop.cart - WARNING - disk low ## shop.cart",
                "OpenStack ## 2024-03-05 10:11:12.008 25746 WARNING nova.cart [req-1 - -] disk low ## nova.cart",
                "gunicorn ## [2024-03-05 10:11:12 +0000] [42] [WARNING] disk low ## ''",
                "Flask ## [2024-03-05 10:11:12,345] WARNING in cart: disk low ## cart",
                "Celery ## [2024-03-05 10:11:12,345: WARNING/MainProcess] disk low ## ''",
                "loguru ## 2024-03-05 10:11:12.345 | WARNING  | shop.cart:add:7 - disk low ## shop.cart:add:7",
                "time stamp ## 2024-03-05 10:11:12.345 +00:00 [WRN] disk low ## ''",
                "time stamp ## 2024-03-05T10:11:12.345678Z 0 [Warning] disk low ## ''",
                "time stamp ## 05 Mar 2024 10:11:12,345 [WARN] disk low ## ''",
                "Tomcat ## 05-Mar-2024 10:11:12.345 WARNING [main] com.shop.Cart.add disk low ## com.shop.Cart.add",
                "ISO ## 2024-03-05T10:11:12.345Z | WARN | com.shop.Cart: disk low ## com.shop.Cart",
                "ISO ## - 2024-03-05 10:11:12,345 [main] WARN  com.shop.Cart:7 - disk low ## com.shop.Cart",
                "logstash ## {\"@timestamp\":\"2024-03-05T10:11:12Z\",\"level\":\"WARN\",\"message\":\"disk low\"} ## ''"
            })
    void usualFormat_isRecognised(String name, String line, String logger) {
        Parsed parsed = Parsed.with(FormatKind.AUTO, null, line);

        LogEvent event = parsed.only();
        assertThat(parsed.parser.choice().toString()).contains(name);
        assertThat(event.severity()).isEqualTo(Severity.WARN);
        assertThat(event.message()).isEqualTo("disk low");
        assertThat(event.logger()).isEqualTo(logger);
        assertThat(event.time().toString()).startsWith("2024-03-05T");
    }

    @Test
    void bannerBeforeTheFirstRecord_isUnparsed() {
        Parsed parsed = Parsed.with(
                FormatKind.AUTO, null, "  .   ____", " :: Spring ::", "10:11:12.345 [main] INFO  com.shop.Cart - up");

        assertThat(parsed.only().message()).isEqualTo("up");
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(3, 1, 2, 0));
    }

    @Test
    void streamWithoutAnyRecord_isRaw_untilOneComes() {
        Parsed parsed = new Parsed(new FormatSpec(FormatKind.AUTO, null, java.time.ZoneOffset.UTC), true);
        for (int i = 1; i <= 2 * LineParser.MAX_UNDECIDED; i++) {
            parsed.accept("free text " + i);
            assertThat(parsed.events).hasSize(i < LineParser.MAX_UNDECIDED ? 0 : i);
        }
        assertThat(parsed.parser.choice().toString()).contains("raw");

        parsed.accept("{\"message\":\"json\"}");
        assertThat(parsed.events).last().extracting(LogEvent::message).isEqualTo("json");
        assertThat(parsed.parser.choice().toString()).contains("raw");
        parsed.accept("{\"message\":\"json\"}");
        assertThat(parsed.parser.choice().toString()).contains("json");
    }

    @Test
    void mixedStream_isFollowed() {
        Parsed parsed = Parsed.with(
                FormatKind.AUTO,
                null,
                "10:11:12.345 [main] INFO  com.shop.Cart - one",
                "java.lang.IllegalStateException: x",
                "{\"@timestamp\":\"2024-03-05T10:11:12Z\",\"message\":\"two\"}",
                "garbage",
                "{\"broken",
                "10:11:12.345 [main] INFO  com.shop.Cart - three");

        assertThat(parsed.events).extracting(LogEvent::message).containsExactly("one", "two", "three");
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(6, 4, 2, 0));
    }

    @Test
    void firstLines_decideByNumber_notByTheFirst() {
        Parsed parsed = new Parsed(new FormatSpec(FormatKind.AUTO, null, java.time.ZoneOffset.UTC), true);
        parsed.accept("2024-03-05T10:11:12.345Z | WARN | com.shop.Cart: only the lax format reads this");
        for (int i = 0; i < 40; i++) {
            parsed.accept("2024-03-05 10:11:12,345 [main] WARN com.shop.Cart - disk low");
        }

        assertThat(parsed.parser.choice().format()).contains("logback basic");
        assertThat(parsed.parser.choice().read()).isEqualTo(40);
        assertThat(parsed.parser.choice().tried()).isEqualTo(41);
    }

    @Test
    void wrongGuess_isRevised_whenAnotherFormatReadsTheLines() {
        Parsed parsed = new Parsed(new FormatSpec(FormatKind.AUTO, null, java.time.ZoneOffset.UTC), true);
        parsed.accept("{\"message\":\"only one line of JSON\"}");
        parsed.parser.flush(parsed.events::add);
        assertThat(parsed.parser.choice().format()).isEqualTo("auto: json");

        for (int i = 1; i <= AutoFormat.REVISED_AFTER; i++) {
            assertThat(parsed.parser.choices()).isEqualTo(1);
            parsed.accept("Mar  5 10:11:12 web1 sshd[42]: Accepted publickey for ann");
        }
        assertThat(parsed.parser.choice().format()).isEqualTo("auto: syslog");
        assertThat(parsed.parser.choices()).isEqualTo(2);
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(9, 9, 0, 0));
    }

    @Test
    void wrongGuess_isRevised_whenNothingReadsTheLines() {
        Parsed parsed = new Parsed(new FormatSpec(FormatKind.AUTO, null, java.time.ZoneOffset.UTC), true);
        parsed.accept("level=info msg=\"looks like logfmt\"");
        parsed.parser.flush(parsed.events::add);
        for (int i = 0; i < 2 * AutoFormat.LOST_AFTER; i++) {
            parsed.accept("free text, line after line");
        }
        assertThat(parsed.parser.choice().format()).isEqualTo("auto: raw");
        assertThat(parsed.events).hasSizeGreaterThan(AutoFormat.LOST_AFTER);

        parsed.accept("level=info msg=again");
        parsed.accept("level=info msg=again");
        assertThat(parsed.parser.choice().format()).isEqualTo("auto: logfmt");
    }

    @Test
    void laxGuess_givesWayToAStrictOne() {
        Parsed parsed = new Parsed(new FormatSpec(FormatKind.AUTO, null, java.time.ZoneOffset.UTC), true);
        parsed.accept("2024-03-05T10:11:12.345Z | WARN | com.shop.Cart: only the lax format reads this");
        parsed.parser.flush(parsed.events::add);
        assertThat(parsed.parser.choice().format()).contains("time stamp");
        for (int i = 0; i < 32 * AutoFormat.REVISED_AFTER; i++) {
            parsed.accept("2024-03-05 10:11:12,345 [main] WARN com.shop.Cart - disk low");
        }

        assertThat(parsed.parser.choice().format()).contains("logback basic");
    }

    @Test
    void namedFormat_saysItsNameAlone() {
        assertThat(Parsed.with(FormatKind.LOGFMT, null, "level=info msg=a")
                        .parser
                        .choice()
                        .toString())
                .isEqualTo("logfmt");
    }
}
