package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadAheadTest {
    private static void events(int number, Consumer<LogEvent> out) {
        for (int i = 1; i <= number; i++) {
            Origin origin = new Origin("test", "-", i);
            out.accept(new LogEvent(Instant.EPOCH, Severity.INFO, "", "m" + i, Map.of(), Map.of(), null, origin));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 10_000})
    void everyEventComesOnceAndInOrder(int number) throws IOException {
        List<Long> lines = new ArrayList<>();
        Thread caller = Thread.currentThread();
        ReadAhead.run(out -> events(number, out), event -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            lines.add(event.origin().line());
        });
        assertThat(lines).hasSize(number).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatTheReadingThrowsIsThrownAfterTheEventsBefore() {
        List<LogEvent> seen = new ArrayList<>();
        assertThatThrownBy(() -> ReadAhead.run(
                        out -> {
                            events(700, out);
                            throw new IOException("damaged");
                        },
                        seen::add))
                .isInstanceOf(IOException.class)
                .hasMessage("damaged");
        assertThat(seen).hasSize(700);
        assertThatThrownBy(() -> ReadAhead.run(
                        out -> {
                            throw new IllegalStateException("defect");
                        },
                        seen::add))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallerThatFailsEndsTheReading() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        assertThatThrownBy(() -> ReadAhead.run(
                        out -> {
                            events(100_000, out);
                            ended.countDown();
                        },
                        event -> {
                            throw new IllegalArgumentException("no");
                        }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
