package io.portent.simulate;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.status.Status;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes every event through two real logback appenders, in a logger context of its own, so that neither the agent's logging
 * nor its configuration is touched. The appenders are called directly: a logger would stamp the event with the wall clock.
 */
final class LogbackSink implements LogSink, Closeable {
    /** Quoted in the documentation of the sample logs: readers need it to parse {@code shop.log}. */
    static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS, UTC} [%thread] %-5level %logger{36} - %msg%n%ex";

    private static final int BUFFER_BYTES = 1 << 18;

    private final LoggerContext context = new LoggerContext();
    private final Guarded json;
    private final Guarded plain;
    private final OutputStreamAppender<ILoggingEvent> jsonAppender;
    private final OutputStreamAppender<ILoggingEvent> plainAppender;
    private final Handover handover;
    private long lines;

    LogbackSink(Path jsonFile, Path plainFile) throws IOException {
        context.setName("simulated-shop");
        json = new Guarded(Files.newOutputStream(jsonFile));
        try {
            plain = new Guarded(Files.newOutputStream(plainFile));
        } catch (IOException e) {
            json.close();
            throw e;
        }
        jsonAppender = appender(logstash(), json);
        plainAppender = appender(pattern(), plain);
        handover = new Handover("simulated-shop-writer", event -> {
            jsonAppender.doAppend(event);
            plainAppender.doAppend(event);
        });
        handover.start();
    }

    private static LogstashEncoder logstash() {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setTimeZone("UTC");
        encoder.setLineSeparator("UNIX");
        return encoder;
    }

    private static PatternLayoutEncoder pattern() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        return encoder;
    }

    private OutputStreamAppender<ILoggingEvent> appender(Encoder<ILoggingEvent> encoder, OutputStream out) {
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setImmediateFlush(false);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        return appender;
    }

    @Override
    public void write(
            long epochMillis, Line line, String thread, Object[] arguments, @Nullable IThrowableProxy thrown) {
        LoggingEvent event = new ShopEvent(thrown);
        event.setLoggerContext(context);
        event.setLoggerName(line.logger());
        event.setLevel(line.level());
        event.setThreadName(thread);
        event.setTimeStamp(epochMillis);
        event.setMDCPropertyMap(Map.of());
        event.setMessage(line.message());
        event.setArgumentArray(structured(line.names(), arguments));
        handover.add(event);
        lines++;
    }

    private static Object[] structured(List<String> names, Object[] arguments) {
        Object[] structured = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            String name = names.get(i);
            structured[i] = name.isEmpty() ? arguments[i] : StructuredArguments.value(name, arguments[i]);
        }
        return structured;
    }

    long lines() {
        return lines;
    }

    /** Logback swallows what a full disk or an encoder throws; this asks whether it did. */
    void check() throws IOException {
        handover.check();
        json.check();
        plain.check();
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            if (status.getEffectiveLevel() == Status.ERROR) {
                throw new IOException("simulated log not written: " + status.getMessage(), status.getThrowable());
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            handover.finish();
        } finally {
            jsonAppender.stop();
            plainAppender.stop();
            context.stop();
        }
        check();
    }

    /** {@link LoggingEvent} itself accepts only throwables that were really thrown. */
    private static final class ShopEvent extends LoggingEvent {
        private final @Nullable IThrowableProxy thrown;

        ShopEvent(@Nullable IThrowableProxy thrown) {
            this.thrown = thrown;
        }

        @Override
        public @Nullable IThrowableProxy getThrowableProxy() {
            return thrown;
        }
    }

    /** Remembers the first failure of the stream below. */
    private static final class Guarded extends OutputStream {
        private final OutputStream out;
        private volatile @Nullable IOException failure;

        Guarded(OutputStream file) {
            out = new BufferedOutputStream(file, BUFFER_BYTES);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        private IOException remembered(IOException e) {
            if (failure == null) {
                failure = e;
            }
            return e;
        }

        void check() throws IOException {
            IOException first = failure;
            if (first != null) {
                throw new IOException("simulated log not written: " + first.getMessage(), first);
            }
        }
    }
}
