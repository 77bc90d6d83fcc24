package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An assembler that is killed between any two events, again and again, and goes on from its last checkpoint. */
class AssemblerResumeTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final WindowSpec SPEC = new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ofSeconds(30));
    private static final WindowLimits LIMITS = new WindowLimits(4, 4, 50, 5, Duration.ofHours(1));

    private record Given(String entity, LogEvent event, Instant advance) {}

    /** What was committed last: all closed windows, the state, and the index of the event to go on with. */
    private static final class Disk {
        private final Map<List<Object>, Window> windows = new LinkedHashMap<>();
        private AssemblerState state = new AssemblerState(null, List.of());
        private int from;
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    private static List<Given> events(Random random) {
        List<Given> events = new ArrayList<>();
        long second = 0;
        for (int i = 0; i < 300; i++) {
            second += random.nextInt(20) == 0 ? random.nextInt(1_200) : random.nextInt(8);
            boolean wrongDate = random.nextInt(40) == 0;
            long at = second - random.nextInt(70) + (wrongDate ? 86_400L * 3 : 0);
            String entity = "e" + random.nextInt(4);
            LogEvent event = new LogEvent(
                    START.plusSeconds(at),
                    Severity.INFO,
                    "logger",
                    "message " + i,
                    Map.of("n", (double) i),
                    Map.of(),
                    null,
                    new Origin("app", "app.log", i + 1));
            events.add(new Given(entity, event, random.nextInt(30) == 0 ? START.plusSeconds(second) : Instant.MIN));
        }
        return events;
    }

    private static void feed(WindowAssembler assembler, Given given) {
        assembler.accept(given.entity(), given.event(), Instant.MAX.minusSeconds(86_400));
        if (!given.advance().equals(Instant.MIN)) {
            assembler.advanceTo(given.advance());
        }
    }

    private static WindowAssembler assembler(Map<List<Object>, Window> closed) {
        return new WindowAssembler(
                SPEC, LIMITS, event -> new Seen(event, event.message(), List.of(), false), window -> {
                    Window twice = closed.put(List.of(window.entity(), window.start()), window);
                    assertThat(twice).as("closed twice").isNull();
                });
    }

    private static Map<List<Object>, Window> undisturbed(List<Given> events) {
        Map<List<Object>, Window> closed = new LinkedHashMap<>();
        WindowAssembler assembler = assembler(closed);
        events.forEach(given -> feed(assembler, given));
        return closed;
    }

    private static void live(Disk disk, List<Given> events, int until, Random random) {
        Map<List<Object>, Window> closed = new LinkedHashMap<>();
        WindowAssembler assembler = assembler(closed);
        assembler.resume(disk.state);
        List<Integer> marks = new ArrayList<>(List.of(disk.from));
        for (int i = disk.from; i < until; i++) {
            feed(assembler, events.get(i));
            if (random.nextInt(5) == 0) {
                assertThat(assembler.mark()).isEqualTo(marks.size());
                marks.add(i + 1);
                disk.windows.putAll(closed);
                disk.state = assembler.state();
                disk.from = marks.get((int) assembler.replayFrom());
                closed.clear();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsAreThoseOfAnUndisturbedRun(long seed) {
        Random random = new Random(seed);
        List<Given> events = events(random);
        Disk disk = new Disk();
        for (int kill = 0; kill < 8; kill++) {
            live(disk, events, disk.from + random.nextInt(events.size() - disk.from + 1), random);
        }
        int before = disk.from;
        Map<List<Object>, Window> closed = new LinkedHashMap<>();
        WindowAssembler last = assembler(closed);
        last.resume(disk.state);
        events.subList(before, events.size()).forEach(given -> feed(last, given));
        disk.windows.putAll(closed);
        Map<List<Object>, Window> expected = undisturbed(events);
        assertThat(disk.windows.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, window) -> assertThat(disk.windows.get(key)).isEqualTo(window));
    }
}
