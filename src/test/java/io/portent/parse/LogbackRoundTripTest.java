package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What logback itself writes is read back to the same fields. */
class LogbackRoundTripTest {
    private static final List<Level> LEVELS = List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR);
    private static final List<String> LOGGERS = List.of("com.shop.cart.CartService", "ROOT", "a.B", "x");
    private static final List<String> THREADS = List.of("main", "http-nio-8080-exec-10", "pool [a] b", "t");
    private static final List<String> MESSAGES = List.of(
            "order 7 accepted",
            "a - b - c",
            "[x] y: z",
            "INFO in the message",
            "100% of \"it\" (done)",
            "ünïcode ✓",
            ":");

    static List<String> patterns() {
        return List.of(
                "%d{HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n",
                "%d %-5level [%thread] %logger: %msg%n",
                "%d{ISO8601, UTC} [%thread] %level %logger - %msg%n",
                "%date{\"yyyy-MM-dd HH:mm:ss,SSS\", UTC} %5p %t %c - %m%n",
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %5level --- [%15.15t] %-40.40logger{39} : %msg%n",
                "%d{yyyy-MM-dd HH:mm:ss.SSS, UTC}|%.-1level|%30logger|%-25.25thread|%msg%n",
                "%-30(%d{HH:mm:ss.SSS, UTC} [%t]) %-5level %logger{0} >> %msg%n",
                "%highlight(%-5level) %cyan(%logger{15}) %d{yyyy-MM-dd HH:mm:ss.SSS, UTC} - %replace(%msg){'q', 'w'}%n",
                "[%level] [%d{dd/MMM/yyyy:HH:mm:ss.SSS Z, Asia/Kolkata}] [%logger] %msg [%X{order:-none}]%n",
                "%le %lo %r %d{yyyy-MM-dd HH:mm:ss.SSS, UTC} %X{order}/%mdc{user:-nobody} \\(%t\\) %m%n%ex{full}",
                "%d{yyyyMMdd HHmmssSSS, UTC} %level{} %c{1} %kvp %msg%n",
                "%p %d{EEE MMM dd HH:mm:ss.SSS yyyy, UTC} %msg%n");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void whatLogbackWrites_isReadBack(String pattern) {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern);
        layout.start();
        for (long seed = 0; seed < 200; seed++) {
            LoggingEvent written = event(context, new Random(seed));
            String line = layout.doLayout(written).stripTrailing();

            LogEvent read = Parsed.with(FormatKind.LOGBACK, pattern, line).only();

            String what = "seed " + seed + ": " + line;
            assertThat(read.message()).as(what).isEqualTo(written.getFormattedMessage());
            assertThat(read.severity())
                    .as(what)
                    .isEqualTo(Severity.of(written.getLevel().toString()));
            assertThat(read.time()).as(what).isEqualTo(written.getInstant().truncatedTo(ChronoUnit.MILLIS));
            if (pattern.contains("%X{order")) {
                assertThat(read.field("order"))
                        .as(what)
                        .isEqualTo(written.getMDCPropertyMap().get("order"));
            }
            if (pattern.contains("%logger ") || pattern.contains("%logger:")) {
                assertThat(read.logger()).as(what).isEqualTo(written.getLoggerName());
            }
        }
    }

    private static LoggingEvent event(LoggerContext context, Random random) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(context);
        event.setLoggerContextRemoteView(context.getLoggerContextRemoteView());
        event.setLoggerName(LOGGERS.get(random.nextInt(LOGGERS.size())));
        event.setThreadName(THREADS.get(random.nextInt(THREADS.size())));
        event.setLevel(LEVELS.get(random.nextInt(LEVELS.size())));
        event.setMessage(MESSAGES.get(random.nextInt(MESSAGES.size())));
        // Within a day before the arrival, so that time-only patterns find their day.
        Instant base = Parsed.ARRIVAL.minus(22, ChronoUnit.HOURS);
        event.setInstant(base.plusMillis(random.nextInt(22 * 3_600_000)));
        event.setMDCPropertyMap(
                random.nextBoolean() ? Map.of("order", Integer.toString(random.nextInt(1_000))) : Map.of());
        return event;
    }
}
