package io.portent.source.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.portent.event.LogEvent;
import io.portent.event.RawLine;
import io.portent.event.Severity;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import io.portent.source.LineSource;
import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.logstash.logback.appender.LogstashTcpSocketAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that people send logs with: logback's appender, util-linux's logger, rsyslog. */
final class RealSendersTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final PushCounts counts = new PushCounts();
    private final List<RawLine> lines = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();
    private @Nullable Listener listener;
    private @Nullable LineSource source;

    private int listen(Listener.Protocol protocol) throws IOException {
        Listener fresh = new Listener("app", protocol, "127.0.0.1", 0, 1 << 20, counts, InstantSource.system());
        listener = fresh;
        source = fresh.open();
        fresh.start();
        return fresh.port();
    }

    @AfterEach
    void close() throws IOException {
        for (Process process : started) {
            process.destroy();
            process.onExit().join();
        }
        if (source != null && listener != null) {
            source.close();
            listener.close();
        }
    }

    private void poll() throws IOException {
        LineSource open = source;
        while (open != null && open.read(500, lines::add) > 0) {
            // to the end of what is there
        }
    }

    private void readUntil(int number) {
        await().atMost(LONG).until(() -> {
            poll();
            return lines.size() >= number;
        });
    }

    /** As an agent would: each sender's lines by a parser of its own. */
    private List<LogEvent> events(FormatKind format, ZoneId zone) {
        Map<String, LineParser> parsers = new TreeMap<>();
        List<LogEvent> events = new ArrayList<>();
        for (RawLine line : lines) {
            parsers.computeIfAbsent(
                            line.origin().file(), name -> new LineParser(new FormatSpec(format, null, zone), true))
                    .accept(line, events::add);
        }
        parsers.values().forEach(parser -> parser.flush(events::add));
        parsers.values().forEach(parser -> {
            assertThat(parser.counts().unparsed()).isZero();
            assertThat(parser.counts().filtered()).isZero();
        });
        return events;
    }

    private static final class Service {
        private final LoggerContext context = new LoggerContext();
        private final LogstashTcpSocketAppender appender = new LogstashTcpSocketAppender();
        private final Logger log = context.getLogger("shop.Orders");

        Service(int port) {
            LogstashEncoder encoder = new LogstashEncoder();
            context.setMDCAdapter(new LogbackMDCAdapter());
            encoder.setContext(context);
            appender.setContext(context);
            appender.setEncoder(encoder);
            appender.addDestination("127.0.0.1:" + port);
            appender.setKeepAliveDuration(ch.qos.logback.core.util.Duration.buildByMilliseconds(100));
            appender.start();
            log.addAppender(appender);
        }
    }

    @Test
    void logbacksAppender_ofThreeServices_losesNothing_andItsKeepAlivesAreNoLines() throws IOException {
        int port = listen(Listener.Protocol.TCP);
        List<Service> services =
                Stream.generate(() -> new Service(port)).limit(3).toList();
        int each = 2_000;
        for (int i = 0; i < each; i++) {
            for (int s = 0; s < services.size(); s++) {
                services.get(s).log.info("order {} of {}", i, s);
            }
        }
        services.get(0).log.error("gone", new IllegalStateException("of a test"));
        readUntil(3 * each + 1);
        // The appender repeats an empty line while it has nothing to say; some must have come.
        long bytes = lines.stream().mapToLong(line -> line.text().length() + 1L).sum();
        await().pollDelay(Duration.ofMillis(600)).until(() -> {
            poll();
            return true;
        });
        services.forEach(service -> service.context.stop());
        await().atMost(LONG).until(() -> {
            poll();
            return counts.clients.get() == 0;
        });
        assertThat(lines).hasSize(3 * each + 1);
        LineSource open = source;
        assertThat(open == null ? 0 : open.counts().bytes()).isEqualTo(bytes);
        Map<String, List<String>> messages = events(FormatKind.LOGSTASH, ZoneOffset.UTC).stream()
                .collect(Collectors.groupingBy(
                        event -> event.origin().file(),
                        TreeMap::new,
                        Collectors.mapping(LogEvent::message, Collectors.toList())));
        assertThat(messages).hasSize(3);
        for (List<String> of : messages.values()) {
            String last = of.get(each - 1);
            String service = last.substring(last.length() - 1);
            assertThat(of.subList(0, each))
                    .isEqualTo(Stream.iterate(0, i -> i + 1)
                            .limit(each)
                            .map(i -> "order " + i + " of " + service)
                            .toList());
        }
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + Files.readString(directory.resolve("out")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-d --rfc5424",
                "-d --rfc3164",
                "-T --rfc5424",
                "-T --rfc3164",
                "-T --rfc5424 --octet-count",
                "-T --rfc3164 --octet-count"
            })
    void logger_isUnderstood(String options) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/logger")),
                "NOT CHECKED: logger's syslog: apt-get install bsdutils gives /usr/bin/logger");
        int port = listen(Listener.Protocol.SYSLOG);
        for (String message : List.of("order 7 paid", "two  blanks, Käse", "12 <3>of them")) {
            List<String> command = new ArrayList<>(
                    List.of("/usr/bin/logger", "-n", "127.0.0.1", "-P", Integer.toString(port), "-p", "user.err"));
            command.addAll(List.of(options.split(" ")));
            command.addAll(List.of("-t", "shop", "--", message));
            run(command.toArray(String[]::new));
        }
        readUntil(3);
        List<LogEvent> events = events(FormatKind.SYSLOG, ZoneId.systemDefault());
        assertThat(events)
                .extracting(LogEvent::message)
                .containsExactlyInAnyOrder("order 7 paid", "two  blanks, Käse", "12 <3>of them");
        assertThat(events).extracting(LogEvent::severity).containsOnly(Severity.ERROR);
        assertThat(events).extracting(LogEvent::logger).containsOnly("shop");
        assertThat(events)
                .extracting(
                        event -> Duration.between(event.time(), Instant.now()).abs())
                .allMatch(age -> age.compareTo(Duration.ofMinutes(2)) < 0);
        assertThat(counts.refused).hasValue(0);
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** From a socket of its own to ours. */
    private int rsyslog(int port, String forwarding) throws IOException {
        int own = freeUdpPort();
        Path config =
                Files.writeString(directory.resolve("rsyslog.conf"), """
                global(workDirectory="%1$s")
                module(load="imudp")
                input(type="imudp" address="127.0.0.1" port="%2$d")
                action(type="omfwd" target="127.0.0.1" port="%3$d" %4$s action.resumeRetryCount="-1")
                """.formatted(directory, own, port, forwarding));
        started.add(new ProcessBuilder(
                        "/usr/sbin/rsyslogd",
                        "-n",
                        "-C",
                        "-f",
                        config.toString(),
                        "-i",
                        directory.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("rsyslog.out").toFile())
                .redirectInput(new File("/dev/null"))
                .start());
        return own;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol=\"tcp\" TCP_Framing=\"octet-counted\" template=\"RSYSLOG_SyslogProtocol23Format\"",
                "protocol=\"tcp\" TCP_Framing=\"traditional\" template=\"RSYSLOG_SyslogProtocol23Format\"",
                "protocol=\"tcp\" TCP_Framing=\"octet-counted\" template=\"RSYSLOG_TraditionalForwardFormat\"",
                "protocol=\"udp\" template=\"RSYSLOG_TraditionalForwardFormat\""
            })
    void rsyslog_isUnderstood(String forwarding) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/rsyslogd")),
                "NOT CHECKED: rsyslog's forwarding: apt-get install rsyslog gives /usr/sbin/rsyslogd");
        int own = rsyslog(listen(Listener.Protocol.SYSLOG), forwarding);
        try (DatagramSocket socket = new DatagramSocket()) {
            // It takes a moment to begin; until then nobody takes what is sent.
            await().atMost(LONG).until(() -> {
                send(socket, own, "<11>Mar  5 10:11:12 web1 shop[42]: are you there");
                poll();
                return !lines.isEmpty();
            });
            for (int i = 0; i < 100; i++) {
                send(socket, own, "<11>Mar  5 10:11:12 web1 shop[42]: order " + i + " paid");
            }
        }
        await().atMost(LONG).until(() -> {
            poll();
            return lines.stream().anyMatch(line -> line.text().contains("order 99 paid"));
        });
        List<LogEvent> orders = events(FormatKind.SYSLOG, ZoneId.systemDefault()).stream()
                .filter(event -> event.message().contains("order "))
                .toList();
        // What rsyslog has read as RFC 3164 keeps the blank before its message when it is written as RFC 5424.
        assertThat(orders)
                .extracting(event -> event.message().strip())
                .isEqualTo(Stream.iterate(0, i -> i + 1)
                        .limit(100)
                        .map(i -> "order " + i + " paid")
                        .toList());
        assertThat(orders).extracting(LogEvent::severity).containsOnly(Severity.ERROR);
        assertThat(orders).extracting(LogEvent::logger).containsOnly("shop");
        assertThat(counts.refused).hasValue(0);
    }

    private static void send(DatagramSocket socket, int port, String message) throws IOException {
        byte[] bytes = message.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
}
