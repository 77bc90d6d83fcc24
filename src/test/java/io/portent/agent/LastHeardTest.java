package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LastHeardTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyTime_hasTheLastWindowWithAnEventBefore(long seed) {
        Random random = new Random(seed);
        List<Window> windows = new ArrayList<>();
        for (String entity : List.of("shop", "cart")) {
            for (int minute = 0; minute < 40; minute++) {
                Map<Severity, Integer> events = random.nextInt(4) == 0 ? Map.of(Severity.INFO, 1) : Map.of();
                windows.add(Histories.window(entity, minute, events, Map.of(), Map.of()));
            }
        }
        LastHeard heard = new LastHeard(windows);
        for (int seconds = -60; seconds < 45 * 60; seconds += 20) {
            Instant time = Histories.START.plusSeconds(seconds);
            assertThat(heard.at("shop", time)).isEqualTo(plainly(windows, "shop", time));
            assertThat(heard.at("cart", time)).isEqualTo(plainly(windows, "cart", time));
        }
        assertThat(heard.at("nobody", Histories.minute(30))).isNull();
    }

    private static @Nullable Instant plainly(List<Window> windows, String entity, Instant time) {
        Instant last = null;
        for (Window window : windows) {
            if (window.entity().equals(entity)
                    && window.events() > 0
                    && !window.end().isAfter(time)) {
                last = window.end();
            }
        }
        return last;
    }
}
