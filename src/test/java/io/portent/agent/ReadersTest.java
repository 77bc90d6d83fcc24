package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.SourceConfig;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.metrics.NoMetrics;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import io.portent.source.LineSource;
import io.portent.source.SourceCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReadersTest {
    private static final FormatSpec RAW = new FormatSpec(FormatKind.RAW, null, ZoneOffset.UTC);

    private volatile CountDownLatch inside = new CountDownLatch(1);
    private volatile CountDownLatch go = new CountDownLatch(1);

    private static SourceConfig source(String name) {
        return SourceConfig.ofFiles(name, List.of(name), RAW, true);
    }

    /** Its disk does not answer until it is let go. */
    private class HangingSource implements LineSource {
        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public int read(int max, Consumer<RawLine> out) {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }

        @Override
        public Set<String> followed() {
            return Set.of();
        }

        @Override
        public Set<String> generations() {
            return Set.of();
        }

        @Override
        public SourceCounts counts() {
            return SourceCounts.NONE;
        }

        @Override
        public void close() {}
    }

    private final AtomicLong lines = new AtomicLong();

    /** Has a line at each look. */
    private final class BusySource extends HangingSource {
        @Override
        public int read(int max, Consumer<RawLine> out) {
            Origin origin = new Origin("busy", "busy.log", lines.incrementAndGet());
            out.accept(new RawLine("something", origin, Instant.EPOCH, null));
            inside.countDown();
            return 1;
        }
    }

    private Readers readers(Mailbox mailbox) {
        return readers(mailbox, HangingSource::new);
    }

    private static Readers readers(Mailbox mailbox, Supplier<LineSource> sources) {
        return new Readers(
                mailbox,
                (source, former, lane) -> new SourceReader(
                        sources.get(),
                        () -> new LineParser(source.format(), false),
                        lane,
                        mailbox,
                        new NoMetrics().source(source.name()),
                        () -> true,
                        InstantSource.system()),
                error -> {});
    }

    private static boolean isWaiting(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(one -> one.getName().equals(thread) && one.getState() == Thread.State.WAITING);
    }

    @Test
    void sourceWhoseDiskDoesNotAnswer_isNamed_whereItsReaderWouldHaveToEnd() throws Exception {
        Mailbox mailbox = new Mailbox(0);
        try (Readers readers = readers(mailbox)) {
            readers.add(source("hanging"));
            readers.start();
            inside.await();
            List<SourceConfig> other = List.of(source("other"));
            assertThat(readers.holding(List.of(source("hanging")), Duration.ZERO))
                    .isNull();
            assertThat(readers.holding(other, Duration.ofMillis(50))).isEqualTo("hanging");
            go.countDown();
            assertThat(readers.holding(other, Duration.ofSeconds(30))).isNull();
            readers.stop();
            mailbox.close();
        }
    }

    /** Forecasts wait for the exchange, so it must not wait for a disk that has begun to hang. */
    @Test
    void sourceThatHasShownThatItsReaderCanEnd_isNotReadUntilThen() throws Exception {
        Mailbox mailbox = new Mailbox(0);
        try (Readers readers = readers(mailbox)) {
            readers.add(source("app"));
            readers.start();
            go.countDown();
            inside.await();
            List<SourceConfig> other = List.of(source("other"));
            assertThat(readers.holding(other, Duration.ofSeconds(30))).isNull();
            go = new CountDownLatch(1);
            assertThat(readers.change(other, Set.of())).isTrue();
            go.countDown();
            readers.stop();
            mailbox.close();
        }
    }

    @Test
    void sourceThatIsNotExchangedAfterAll_isReadOn() throws Exception {
        Mailbox mailbox = new Mailbox(0);
        try (Readers readers = readers(mailbox)) {
            readers.add(source("app"));
            readers.start();
            go.countDown();
            assertThat(readers.holding(List.of(source("other")), Duration.ofSeconds(30)))
                    .isNull();
            CountDownLatch again = new CountDownLatch(1);
            inside = again;
            readers.goOn();
            again.await();
            readers.stop();
            mailbox.close();
        }
    }

    /** What the pipeline waits for may be the reader that has paused before it. */
    @Test
    void readerThatWaitsForRoom_pausesAllTheSame_butNotAgainAndAgain() throws Exception {
        Mailbox mailbox = new Mailbox(0);
        try (Readers readers = readers(mailbox, BusySource::new)) {
            readers.add(source("busy"));
            readers.start();
            List<SourceConfig> other = List.of(source("other"));
            await().until(() -> isWaiting("source-0"));
            assertThat(readers.holding(other, Duration.ofSeconds(30))).isNull();
            long before = lines.get();
            readers.goOn();
            await().until(() -> lines.get() > before && isWaiting("source-0"));
            assertThat(readers.holding(other, Duration.ofMillis(100))).isEqualTo("busy");
            readers.stop();
            mailbox.close();
        }
    }
}
