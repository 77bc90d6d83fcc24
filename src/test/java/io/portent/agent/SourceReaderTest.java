package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.FilePosition;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.metrics.NoMetrics;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import io.portent.source.LineSource;
import io.portent.source.SourceCounts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SourceReaderTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final FormatSpec LOGBACK =
            new FormatSpec(FormatKind.LOGBACK, "%d %-5level %logger - %msg", ZoneOffset.UTC);

    /** One line of a file that was rotated away, and then one of a busy file at each look, ten of them a second. */
    private static final class BusySource implements LineSource {
        private volatile Instant now = START;
        private volatile boolean silent;
        private int looks;

        @Override
        public String name() {
            return "app";
        }

        @Override
        public int read(int max, Consumer<RawLine> out) {
            if (silent) {
                return 0;
            }
            out.accept(line(looks == 0 ? "app.log.1" : "app.log", looks));
            looks++;
            now = now.plusMillis(100);
            return 1;
        }

        private RawLine line(String file, int number) {
            String text = "2026-03-02 00:00:%02d,%d00 ERROR shop - failed%n"
                    .formatted(number / 10, number % 10)
                    .strip();
            FilePosition after = new FilePosition(file, file + "|", file, number + 1L, number + 1L, 0);
            return new RawLine(text, new Origin("app", file, number + 1L), now, after);
        }

        @Override
        public Instant readUpTo() {
            return now;
        }

        @Override
        public Set<String> followed() {
            return Set.of("app.log");
        }

        @Override
        public Set<String> generations() {
            return Set.of("app.log");
        }

        @Override
        public SourceCounts counts() {
            return SourceCounts.NONE;
        }

        @Override
        public void close() {}
    }

    /** It could go on with a stack trace for as long as its own file is busy, and no longer. */
    @Test
    void lastEventOfARotatedFile_comesAfterASecond_alsoWhileOthersOfItsSourceAreBusy() throws InterruptedException {
        BusySource source = new BusySource();
        Mailbox mailbox = new Mailbox(1);
        SourceReader reader = new SourceReader(
                source,
                () -> new LineParser(LOGBACK, true),
                0,
                mailbox,
                new NoMetrics().source("app"),
                () -> true,
                () -> source.now);
        Thread thread = new Thread(reader, "source-test");
        thread.start();
        List<String> files = new ArrayList<>();
        Mailbox.Arrived rotated = null;
        while (rotated == null && files.size() < 100) {
            Mailbox.Arrived arrived = mailbox.take(1000);
            if (arrived != null) {
                String file = arrived.event().origin().file();
                files.add(file);
                rotated = file.equals("app.log.1") ? arrived : null;
            }
        }
        reader.stop();
        mailbox.close();
        thread.join();
        assertThat(rotated).as("it waits while %s", files).isNotNull();
        assertThat(files).as("of the busy one, about ten have come before").hasSizeBetween(9, 15);
        assertThat(Objects.requireNonNull(rotated.after()).file()).isEqualTo("app.log.1");
    }
}
