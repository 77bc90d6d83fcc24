package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastLengthTest {
    private static final FieldSummary SLOW = new FieldSummary(1, 9, 9, 9, 9, 0);
    private static final FieldSummary FAST = new FieldSummary(1, 1, 1, 1, 1, 0);

    private static Window window(int minute, int count, FieldSummary field, int gap) {
        return new Window(
                "shop",
                Histories.minute(minute),
                Duration.ofMinutes(1),
                Map.of(Severity.INFO, count),
                Map.of("t" + minute, count, "t", count),
                Map.of("t#0=a", count),
                Map.of("io.E", count),
                Map.of("ms", field),
                1,
                Duration.ofSeconds(gap));
    }

    @ParameterizedTest(name = "after {0} s")
    @CsvSource({"0, 120, 120", "15, 90, 90", "30, 60, 60", "45, 30, 30", "60, 0, 0"})
    void whatIsStillWithinTheLength_counts(int seconds, int ofBefore, int expected) {
        Window last = LastLength.of(
                window(0, 120, SLOW, 20),
                window(1, 7, FAST, 5),
                Histories.minute(1).plusSeconds(seconds));

        assertThat(last.start()).isEqualTo(Histories.minute(1));
        assertThat(last.templates().getOrDefault("t0", 0)).isEqualTo(expected);
        assertThat(last.templates().get("t1")).isEqualTo(7);
        assertThat(last.templates().get("t")).isEqualTo(ofBefore + 7);
        assertThat(last.events()).isEqualTo(ofBefore + 7);
        assertThat(last.values()).isEqualTo(Map.of("t#0=a", ofBefore + 7));
        assertThat(last.exceptions()).isEqualTo(Map.of("io.E", ofBefore + 7));
        assertThat(last.fields()).isEqualTo(Map.of("ms", FAST));
        assertThat(last.longestGap()).isEqualTo(Duration.ofMillis(Math.max(5_000, 20_000 - seconds * 20_000 / 60)));
    }

    @Test
    void theOpenWindows_areThoseThatWait_andTheOneThatGoesOn() {
        List<Window> closed = new ArrayList<>();
        WindowAssembler assembler = new WindowAssembler(
                new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ofSeconds(30)),
                WindowLimits.DEFAULT,
                event -> new Seen(event, event.message(), List.of(), false),
                closed::add);
        for (int second = 0; second < 385; second += 5) {
            Instant at = Histories.START.plusSeconds(second);
            boolean silent = second >= 240 && second < 300;
            if (!silent) {
                assembler.accept("shop", event(at, "m" + second / 60), at);
            }
        }

        assertThat(closed).hasSize(5).last().extracting(Window::start).isEqualTo(Histories.minute(4));
        List<Window> open = assembler.open("shop");
        assertThat(open).extracting(Window::start).containsExactly(Histories.minute(5), Histories.minute(6));
        assertThat(open.get(0).templates()).isEqualTo(Map.of("m5", 12));
        assertThat(open.get(1).templates()).isEqualTo(Map.of("m6", 5));
        assertThat(assembler.open("unheard")).isEmpty();
        assembler.finish();
        assertThat(closed.get(5)).as("asking changes nothing").isEqualTo(open.get(0));
        assertThat(closed.get(6).templates()).isEqualTo(Map.of("m6", 5));
        assertThat(closed.get(6).longestGap()).isEqualTo(Duration.ofSeconds(40));
    }

    private static LogEvent event(Instant at, String message) {
        return new LogEvent(at, Severity.INFO, "a", message, Map.of(), Map.of(), null, new Origin("app", "app.log", 1));
    }
}
