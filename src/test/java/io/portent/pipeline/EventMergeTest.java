package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMergeTest {
    private static final Duration JUMP = Duration.ofDays(1);

    private final Set<Stream> open = new HashSet<>();
    private int mostOpen;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private final class Stream implements EventStream {
        private final List<LogEvent> events;
        private final int failsAt;
        private int at;

        Stream(List<LogEvent> events, int failsAt) {
            this.events = events;
            this.failsAt = failsAt;
        }

        @Override
        public @Nullable LogEvent next() throws IOException {
            open.add(this);
            mostOpen = Math.max(mostOpen, open.size());
            if (at == failsAt) {
                throw new IOException("disk");
            }
            return at < events.size() ? events.get(at++) : null;
        }

        @Override
        public void close() throws IOException {
            open.remove(this);
            if (failsAt == -2) {
                throw new IOException("close");
            }
        }
    }

    private Supplier<EventStream> file(List<LogEvent> events) {
        return () -> new Stream(events, -1);
    }

    private static LogEvent event(long second, String message) {
        return Histories.event(Histories.START.plusSeconds(second), Severity.INFO, message);
    }

    private static List<LogEvent> all(EventMerge merge) throws IOException {
        List<LogEvent> all = new ArrayList<>();
        for (LogEvent event = merge.next(); event != null; event = merge.next()) {
            all.add(event);
        }
        return all;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sortedFiles_comeOutInTimeOrderAndTiesInTheOrderOfFiles(long seed) throws IOException {
        Random random = new Random(seed);
        List<Supplier<EventStream>> files = new ArrayList<>();
        List<LogEvent> expected = new ArrayList<>();
        for (int file = 0; file < random.nextInt(6); file++) {
            List<LogEvent> events = new ArrayList<>();
            int second = random.nextInt(50);
            for (int i = 0; i < random.nextInt(20); i++) {
                second += random.nextInt(4);
                events.add(event(second, file + ":" + i));
            }
            files.add(file(events));
            expected.addAll(events);
        }
        expected.sort(Comparator.comparing(LogEvent::time));

        try (EventMerge merge = new EventMerge(files, JUMP)) {
            assertThat(open).isEmpty();
            assertThat(all(merge)).isEqualTo(expected);
            assertThat(merge.nextTime()).isNull();
        }
        assertThat(open).isEmpty();
    }

    @ParameterizedTest(name = "the wrong date is number {0}")
    @ValueSource(ints = {0, 1, 2, 3, 6, 7})
    void lineDatedYearsAhead_doesNotHoldBackTheRestOfItsFile(int wrong) throws IOException {
        List<LogEvent> one = new ArrayList<>();
        List<LogEvent> other = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            one.add(event(i == wrong ? 2_000_000_000L : 10L * i, "one" + i));
            other.add(event(10L * i + 5, "other" + i));
        }
        try (EventMerge merge = new EventMerge(List.of(file(one), file(other)), JUMP)) {
            List<Instant> times = all(merge).stream()
                    .filter(event -> !event.message().equals("one" + wrong))
                    .map(LogEvent::time)
                    .toList();
            assertThat(times).hasSize(15).isSorted();
        }
    }

    @Test
    void rotatedFiles_areOpenOneAtATime() throws IOException {
        List<Supplier<EventStream>> files = new ArrayList<>();
        for (int file = 9; file >= 0; file--) {
            files.add(file(List.of(event(10L * file, "a"), event(10L * file + 5, "b"))));
        }
        try (EventMerge merge = new EventMerge(files, JUMP)) {
            assertThat(merge.nextTime()).isEqualTo(Histories.START);
            assertThat(all(merge)).hasSize(20);
        }
        assertThat(mostOpen).isEqualTo(1);
    }

    @Test
    void closedEarly_everyStreamIsClosedEvenIfOneFailsToClose() throws IOException {
        List<LogEvent> events =
                IntStream.range(0, 6).mapToObj(i -> event(i, "e" + i)).toList();
        List<Stream> closers = new ArrayList<>();
        Supplier<EventStream> stubborn = () -> {
            Stream stream = new Stream(events, closers.isEmpty() ? -1 : -2);
            closers.add(stream);
            return stream;
        };
        EventMerge merge = new EventMerge(List.of(stubborn, file(events), file(events)), JUMP);
        merge.next();
        merge.next();
        merge.next();
        assertThat(open).hasSize(3);

        assertThatThrownBy(merge::close).hasMessage("close");
        assertThat(open).isEmpty();
    }

    @Test
    void readingFails_theStreamIsClosedToo() throws IOException {
        List<LogEvent> events =
                IntStream.range(0, 6).mapToObj(i -> event(i, "e" + i)).toList();
        EventMerge merge = new EventMerge(List.of(() -> new Stream(events, 4), file(events)), JUMP);
        try (merge) {
            assertThatThrownBy(() -> all(merge)).hasMessage("disk");
        }
        assertThat(open).isEmpty();
    }
}
