package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A clock that was years ahead for a while must not make everything late for years. */
class ClockSetBackTest {
    private static final WindowSpec SPEC = new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ofSeconds(30));
    private static final Duration AHEAD = Duration.ofDays(400);

    private final List<Window> out = new ArrayList<>();
    private final WindowAssembler assembler = assembler();

    private WindowAssembler assembler() {
        return new WindowAssembler(
                SPEC, WindowLimits.DEFAULT, event -> new Seen(event, "t", List.of(), false), out::add);
    }

    /** Six events a minute, of a service and an agent whose clocks say the same. */
    private static void minutes(WindowAssembler to, int from, int until, Duration ahead) {
        for (int i = 6 * from; i < 6 * until; i++) {
            Instant time = Histories.START.plusSeconds(10L * i).plus(ahead);
            to.accept("shop", Histories.event(time, Severity.INFO, "x"), time);
        }
    }

    /** As a store keeps them: what is written later replaces what was there, and must not have less in it. */
    private Map<Instant, Integer> kept() {
        Map<Instant, Integer> kept = new LinkedHashMap<>();
        for (Window window : out) {
            Integer before = kept.put(window.start(), window.events());
            assertThat(before == null || before == 0)
                    .as("%s is counted once", window.start())
                    .isTrue();
        }
        return kept;
    }

    @Test
    void logsAndClockThatWereAheadTogether_goOnWhereTheyWere() {
        minutes(assembler, 0, 10, Duration.ZERO);
        minutes(assembler, 10, 12, AHEAD);
        minutes(assembler, 12, 30, Duration.ZERO);
        assembler.finish();

        Map<Instant, Integer> kept = kept();
        for (int minute = 0; minute < 30; minute++) {
            boolean away = minute == 10 || minute == 11;
            assertThat(kept.getOrDefault(Histories.minute(minute), 0))
                    .as("minute %s", minute)
                    .isEqualTo(away ? 0 : 6);
        }
        assertThat(kept).containsEntry(Histories.minute(11).plus(AHEAD), 6);
        assertThat(assembler.counts().late()).isZero();
    }

    @Test
    void theMinuteOfTheJump_isClosedAndNotCountedAgain() {
        minutes(assembler, 0, 10, Duration.ZERO);
        Instant half = Histories.minute(10).plusSeconds(5);
        for (int i = 0; i < 6; i++) {
            boolean ahead = i == 2 || i == 3 || i == 4;
            Instant time = half.plusSeconds(i).plus(ahead ? AHEAD : Duration.ZERO);
            assembler.accept("shop", Histories.event(time, Severity.INFO, "x"), time);
        }
        minutes(assembler, 11, 20, Duration.ZERO);
        assembler.finish();

        assertThat(kept()).containsEntry(Histories.minute(10), 2).containsEntry(Histories.minute(11), 6);
        assertThat(assembler.counts().late())
                .as("what came after it within the minute")
                .isEqualTo(1);
    }

    @Test
    void aClockThatWasAheadAlone_losesWhatCameMeanwhile() {
        minutes(assembler, 0, 10, Duration.ZERO);
        assembler.advanceTo(Histories.minute(10).plus(AHEAD));
        minutes(assembler, 10, 30, Duration.ZERO);
        assembler.finish();

        Map<Instant, Integer> kept = kept();
        for (int minute = 0; minute < 30; minute++) {
            assertThat(kept).as("minute %s", minute).containsEntry(Histories.minute(minute), 6);
        }
    }

    @Test
    void itIsSeenAfterARestart_too() {
        minutes(assembler, 0, 10, Duration.ZERO);
        minutes(assembler, 10, 12, AHEAD);
        WindowAssembler again = assembler();
        again.resume(assembler.state());
        minutes(again, 12, 20, Duration.ZERO);
        again.finish();

        assertThat(kept()).containsEntry(Histories.minute(12), 6).containsEntry(Histories.minute(19), 6);
    }

    /** Within two hours nothing tells a clock that was set back from events that are late. */
    @Test
    void aClockThatIsSetBackByAnHour_makesWhatComesLate() {
        minutes(assembler, 60, 70, Duration.ZERO);
        minutes(assembler, 10, 20, Duration.ZERO);
        minutes(assembler, 70, 80, Duration.ZERO);
        assembler.finish();

        assertThat(assembler.counts().late()).isEqualTo(60);
        assertThat(kept()).containsEntry(Histories.minute(69), 6).containsEntry(Histories.minute(79), 6);
    }
}
