package io.portent.source.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random senders and readers of a queue, against plain lists: what each reader gets, who is still there, and how much waits at most. */
final class LineQueueModelTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 200;
    /** Lines of one chunk that was read while there was room. */
    private static final int CHUNK = 500;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    private static final class Reader {
        private final WaitingLines lines;
        private final List<String> expected;

        Reader(WaitingLines lines, List<String> expected) {
            this.lines = lines;
            this.expected = new ArrayList<>(expected);
        }
    }

    private final List<Reader> readers = new ArrayList<>();
    private final List<Sender> present = new ArrayList<>();
    private final List<String> unclaimed = new ArrayList<>();
    private int rooms;
    private int written;
    private final LineQueue queue = new LineQueue("app", () -> rooms++);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachReaderGetsEveryLineOnce_withinBounds(int seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> present.add(queue.came("t"));
                case 1 -> leave(random);
                case 2 -> open();
                case 3 -> close(random);
                case 4, 5 -> send(random, seed);
                default -> take(random, seed);
            }
            check(seed);
        }
        assertThat(rooms).as("seed %s", seed).isLessThanOrEqualTo(STEPS);
    }

    private void leave(Random random) {
        if (!present.isEmpty()) {
            queue.left(present.remove(random.nextInt(present.size())));
        }
    }

    private void open() {
        if (readers.size() < 3) {
            readers.add(new Reader(queue.open(), readers.isEmpty() ? unclaimed : List.of()));
            unclaimed.clear();
        }
    }

    /** What nobody reads any more waits for the next. */
    private void close(Random random) {
        if (!readers.isEmpty()) {
            Reader gone = readers.remove(random.nextInt(readers.size()));
            queue.close(gone.lines);
            if (readers.isEmpty()) {
                unclaimed.addAll(gone.expected);
            }
        }
    }

    private void send(Random random, int seed) {
        if (present.isEmpty()) {
            return;
        }
        Sender sender = present.get(random.nextInt(present.size()));
        List<Cut> cuts = new ArrayList<>();
        int number = random.nextInt(10) == 0 ? random.nextInt(LineQueue.MOST_LINES) : random.nextInt(CHUNK);
        int length = 1 + random.nextInt(1_000);
        for (int i = 0; i < number; i++) {
            cuts.add(new Cut(Integer.toString(++written), length, 0));
        }
        boolean offered = number >= CHUNK || random.nextBoolean();
        if (!offered && queue.isFull()) {
            return; // its sender waits
        }
        int before = queue.waiting();
        boolean taken = !offered || queue.offer(sender, cuts, Instant.EPOCH);
        if (!offered) {
            queue.add(sender, cuts, Instant.EPOCH);
        }
        if (taken) {
            List<String> texts = cuts.stream().map(Cut::text).toList();
            readers.forEach(reader -> reader.expected.addAll(texts));
            if (readers.isEmpty()) {
                unclaimed.addAll(texts);
            }
        } else {
            assertThat(queue.waiting()).as("seed %s: nothing of it", seed).isEqualTo(before);
        }
        assertThat(taken
                        || before + number > LineQueue.MOST_LINES
                        || (long) (before + number) * 1_000 > LineQueue.MOST_BYTES)
                .as("seed %s: refused for want of room", seed)
                .isTrue();
    }

    private void take(Random random, int seed) {
        if (readers.isEmpty()) {
            return;
        }
        Reader reader = readers.get(random.nextInt(readers.size()));
        int max = random.nextInt(4_000);
        List<String> texts = queue.take(reader.lines, max).stream()
                .map(entry -> entry.line().text())
                .toList();
        int number = Math.min(max, reader.expected.size());
        assertThat(texts).as("seed %s", seed).isEqualTo(reader.expected.subList(0, number));
        reader.expected.subList(0, number).clear();
    }

    private void check(int seed) {
        int most = Math.max(
                unclaimed.size(),
                readers.stream()
                        .mapToInt(reader -> reader.expected.size())
                        .max()
                        .orElse(0));
        assertThat(queue.waiting()).as("seed %s", seed).isEqualTo(most).isLessThan(LineQueue.MOST_LINES + CHUNK);
        if (most >= LineQueue.MOST_LINES) {
            assertThat(queue.isFull()).as("seed %s", seed).isTrue();
        }
        if (most == 0) {
            assertThat(queue.isFull()).as("seed %s: half is taken", seed).isFalse();
        }
        for (Reader reader : readers) {
            assertThat(queue.hasLines(reader.lines)).as("seed %s", seed).isEqualTo(!reader.expected.isEmpty());
            Set<String> names = new HashSet<>(queue.sending(reader.lines));
            present.forEach(sender -> assertThat(names.remove(sender.name())).isTrue());
            assertThat(reader.expected.isEmpty() ? names : Set.of())
                    .as("seed %s: gone, and nothing of theirs waits", seed)
                    .isEmpty();
        }
    }
}
