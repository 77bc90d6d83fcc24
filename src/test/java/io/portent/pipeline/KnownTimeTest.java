package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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
    void silenceBetweenEvents_stays_andThatAfterTheLastOneGoes() {
        Window first = Histories.window("shop", 0, 0);
        Window last = Histories.window("shop", 3, 1);
        List<Window> windows =
                List.of(first, silent("shop", 1), silent("shop", 2), last, silent("shop", 4), silent("cart", 4));

        assertThat(KnownTime.of(windows)).containsExactly(first, silent("shop", 1), silent("shop", 2), last);
    }

    /** Worked out from behind: what stands after no event of its entity goes. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEntity_endsWithItsOwnLastEvent(long seed) {
        Random random = new Random(seed);
        List<String> entities = List.of("a", "b", "c");
        List<Window> windows = new ArrayList<>();
        int minutes = random.nextInt(30);
        for (int minute = 0; minute < minutes; minute++) {
            for (String entity : entities) {
                if (random.nextInt(8) > 0) {
                    windows.add(random.nextInt(3) > 0 ? silent(entity, minute) : Histories.window(entity, minute, 0));
                }
            }
        }
        List<Window> expected = IntStream.range(0, windows.size())
                .filter(i -> windows.subList(i, windows.size()).stream()
                        .anyMatch(later -> later.events() > 0
                                && later.entity().equals(windows.get(i).entity())))
                .mapToObj(windows::get)
                .toList();
        assertThat(KnownTime.of(windows)).as("seed %s", seed).isEqualTo(expected);
    }
}
