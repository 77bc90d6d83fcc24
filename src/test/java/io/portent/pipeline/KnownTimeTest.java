package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class KnownTimeTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static Window silent(String entity, long minute) {
        return Histories.window(entity, minute, Map.of(), Map.of(), Map.of());
    }

    @Test
    void silenceWhileAnybodyIsHeard_stays_andThatAfterTheLastEventGoes() {
        Window first = Histories.window("shop", 0, 0);
        Window last = Histories.window("shop", 3, 1);
        List<Window> windows = List.of(
                silent("cart", 2),
                silent("cart", 3),
                silent("cart", 4),
                first,
                silent("shop", 1),
                last,
                silent("shop", 4));

        assertThat(KnownTime.of(windows))
                .containsExactly(silent("cart", 2), silent("cart", 3), first, silent("shop", 1), last);
    }

    @Test
    void nothingIsKnown_whereNobodyWasEverHeard() {
        assertThat(KnownTime.of(List.of(silent("shop", 0), silent("shop", 1)))).isEmpty();
    }

    /** Worked out from behind: what no event stands at or after, goes. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void allEnd_withTheLastEventOfAny(long seed) {
        Random random = new Random(seed);
        List<Window> windows = new ArrayList<>();
        for (String entity : List.of("a", "b", "c")) {
            int minutes = random.nextInt(30);
            for (int minute = 0; minute < minutes; minute++) {
                windows.add(random.nextInt(3) > 0 ? silent(entity, minute) : Histories.window(entity, minute, 0));
            }
        }
        List<Window> expected = windows.stream()
                .filter(window -> windows.stream()
                        .anyMatch(other -> other.events() > 0 && !other.end().isBefore(window.end())))
                .toList();
        assertThat(KnownTime.of(windows)).as("seed %s", seed).isEqualTo(expected);
    }
}
