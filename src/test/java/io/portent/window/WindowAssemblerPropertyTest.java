package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random streams against a model that knows nothing of open windows: an event is late if and only if its window had ended
 * by the lateness, and what comes out of an entity follows from the set of its windows that have events.
 */
class WindowAssemblerPropertyTest {
    private static final Instant ARRIVAL = Histories.START.plus(Duration.ofDays(400));

    static LongStream seeds() {
        return LongStream.range(0, 600);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyStream_countsAndWindowsAreThoseOfTheModel(long seed) {
        Random random = new Random(seed);
        Duration length = Duration.ofSeconds(List.of(1, 10, 60).get(random.nextInt(3)));
        WindowSpec spec = new WindowSpec(
                length,
                random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt((int) length.toMillis())),
                length.multipliedBy(random.nextInt(4)).dividedBy(1 + random.nextInt(2)));
        boolean crowded = random.nextBoolean();
        WindowLimits limits = new WindowLimits(
                crowded ? 2 : 10,
                5,
                5,
                crowded ? 1_000_000 : 1 + random.nextInt(6),
                length.multipliedBy(15 + random.nextInt(10)));
        List<Window> out = new ArrayList<>();
        WindowAssembler assembler =
                new WindowAssembler(spec, limits, event -> new Seen(event, "t", List.of(), false), out::add);
        Model model = new Model(spec, limits);
        Instant now = Histories.START;
        for (int i = 0; i < 120; i++) {
            now = now.plusMillis((long) (random.nextDouble() * length.toMillis()));
            String entity = List.of("a", "b", "c").get(random.nextInt(3));
            Instant at = i < 3 && random.nextInt(4) == 0
                    ? Histories.START.plus(Duration.ofDays(random.nextInt(3) - 1))
                    : time(random, now, spec);
            now = random.nextInt(40) == 0 ? now.plus(length.multipliedBy(random.nextInt(40))) : now;
            if (random.nextInt(15) == 0) {
                Instant clock = at.isBefore(ARRIVAL) ? at : now;
                assembler.advanceTo(clock);
                model.advanceTo(clock);
            } else {
                assembler.accept(entity, Histories.event(at, Severity.INFO, "hello"), ARRIVAL);
                model.accept(entity, at);
            }
            assertThat(assembler.counts()).isEqualTo(model.counts());
            assertThat(assembler.time()).isEqualTo(model.time);
            WindowCounts counts = assembler.counts();
            assertThat(counts.windowed() + counts.late() + counts.future() + counts.dropped() + counts.held())
                    .isEqualTo(counts.events());
        }
        assembler.finish();
        model.finish();
        assertThat(assembler.counts()).isEqualTo(model.counts());
        assertThat(out.stream().mapToInt(Window::events).sum())
                .isEqualTo((int) assembler.counts().windowed());
        assertThat(rows(out)).isEqualTo(model.rows());
    }

    /** Mostly now; sometimes late, far too late, a jump, or ahead of its own arrival. */
    private static Instant time(Random random, Instant now, WindowSpec spec) {
        long lateness = spec.lateness().plus(spec.length()).toMillis();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> now.minusMillis((long) (random.nextDouble() * lateness));
            case 3 -> now.minusMillis((long) (random.nextDouble() * 4 * lateness));
            case 4 -> now.plus(spec.length().multipliedBy(random.nextInt(60)));
            case 5 -> random.nextInt(10) == 0 ? ARRIVAL.plus(Duration.ofDays(1)) : now;
            default -> now;
        };
    }

    private static Map<String, List<String>> rows(List<Window> windows) {
        Map<String, List<String>> rows = new HashMap<>();
        windows.forEach(window -> rows.computeIfAbsent(window.entity(), entity -> new ArrayList<>())
                .add(window.start() + " " + window.events()));
        return rows;
    }

    private static final class Model {
        private final WindowSpec spec;
        private final WindowLimits limits;
        private final Map<String, TreeMap<Instant, Integer>> windows = new HashMap<>();
        private final Set<String> followed = new HashSet<>();
        private final List<Map.Entry<String, Instant>> held = new ArrayList<>();
        private @Nullable Instant time;
        private long events;
        private long windowed;
        private long late;
        private long future;
        private long dropped;

        Model(WindowSpec spec, WindowLimits limits) {
            this.spec = spec;
            this.limits = limits;
        }

        void accept(String entity, Instant at) {
            events++;
            Duration jump = limits.jump();
            if (at.isAfter(ARRIVAL.plus(Duration.ofHours(1)))) {
                future++;
            } else if (time == null) {
                begin(entity, at, jump);
            } else if (Duration.between(time, at).compareTo(jump) > 0) {
                for (int i = held.size() - 1; i >= 0; i--) {
                    if (Duration.between(held.get(i).getValue(), at).abs().compareTo(jump) > 0) {
                        held.remove(i);
                        late++;
                    }
                }
                held.add(Map.entry(entity, at));
                if (held.size() == 3) {
                    release();
                }
            } else {
                late += held.size();
                held.clear();
                place(entity, at);
            }
        }

        private void begin(String entity, Instant at, Duration jump) {
            held.add(Map.entry(entity, at));
            List<Map.Entry<String, Instant>> near = held.stream()
                    .filter(one -> Duration.between(one.getValue(), at).abs().compareTo(jump) <= 0)
                    .toList();
            if (near.size() >= 3) {
                late += held.size() - near.size();
                held.retainAll(near);
                release();
            } else if (held.size() == 5) {
                held.remove(0);
                late++;
            }
        }

        void advanceTo(Instant clock) {
            for (Map.Entry<String, Instant> one : List.copyOf(held)) {
                if (!one.getValue().isAfter(clock)) {
                    held.remove(one);
                    place(one.getKey(), one.getValue());
                }
            }
            time = time != null && clock.isAfter(time) ? clock : time;
        }

        void finish() {
            held.sort(Map.Entry.comparingByValue());
            release();
        }

        void release() {
            List<Map.Entry<String, Instant>> all = List.copyOf(held);
            held.clear();
            all.forEach(one -> place(one.getKey(), one.getValue()));
        }

        private boolean closed(Instant start) {
            return time != null && !start.plus(spec.length()).isAfter(time.minus(spec.lateness()));
        }

        private Instant startOf(Instant at) {
            Instant first = Histories.START
                    .minus(Duration.ofDays(3))
                    .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
                    .plus(spec.offset());
            return first.plus(
                    spec.length().multipliedBy(Duration.between(first, at).dividedBy(spec.length())));
        }

        private void place(String entity, Instant at) {
            Instant start = startOf(at);
            if (!followed.contains(entity) && followed.size() >= limits.entities()) {
                dropped++;
                return;
            }
            if (closed(start)) {
                late++;
                return;
            }
            if (limits.silence() > 1000) {
                followed.add(entity);
            }
            windowed++;
            windows.computeIfAbsent(entity, e -> new TreeMap<>()).merge(start, 1, Integer::sum);
            time = time == null || at.isAfter(time) ? at : time;
        }

        WindowCounts counts() {
            return new WindowCounts(events, windowed, late, future, dropped, held.size());
        }

        Map<String, List<String>> rows() {
            Instant end = Instant.MIN;
            for (TreeMap<Instant, Integer> row : windows.values()) {
                if (!closed(row.lastKey())) {
                    end = row.lastKey().isAfter(end) ? row.lastKey() : end;
                }
            }
            Map<String, List<String>> rows = new HashMap<>();
            for (Map.Entry<String, TreeMap<Instant, Integer>> one : windows.entrySet()) {
                List<String> row = new ArrayList<>();
                int silent = 0;
                Instant start = one.getValue().firstKey();
                while (start != null && (closed(start) || !start.isAfter(end))) {
                    int events = one.getValue().getOrDefault(start, 0);
                    silent = events > 0 ? 0 : silent + 1;
                    if (silent > limits.silence()) {
                        start = one.getValue().higherKey(start);
                        silent = 0;
                    } else {
                        row.add(start + " " + events);
                        start = start.plus(spec.length());
                    }
                }
                rows.put(one.getKey(), row);
            }
            return rows;
        }
    }
}
