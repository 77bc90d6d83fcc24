package io.portent.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.model.NetworkKind;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The smallest texts that a network must be able to learn without a fault, whatever its first weights are. */
final class ByHeartTest {
    private static final int SEEDS = 10;
    private static final int ROWS = 120;
    /** Each row is the one before, turned by one. */
    private static final String LOTTERY = IntStream.range(0, ROWS)
            .mapToObj(row -> IntStream.range(0, 6)
                    .mapToObj(place -> Integer.toString((row + place) % 6 + 1))
                    .collect(Collectors.joining(" ", "", "\n")))
            .collect(Collectors.joining());

    private static final String FIRST_ROW = LOTTERY.substring(0, 12);

    /** Ten seeds of each kind of network. */
    static Stream<Arguments> networks() {
        return NetworkKind.forward().stream()
                .flatMap(network -> LongStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> Arguments.of(network.label(), seed, network)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("networks")
    void hello_isSpeltToItsEnd(String name, long seed, NetworkKind network) {
        LearntByHeart learnt = LearntByHeart.of("text", Map.of(), "HELLO", network, 4, 200, seed);
        assertThat(learnt.after("H", 4)).as("%s, seed %d", name, seed).isEqualTo("ELLO");
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("networks")
    void lottery_asOneSeriesOfNumbers_isWrittenWithoutAFault(String name, long seed, NetworkKind network) {
        LearntByHeart learnt = LearntByHeart.of("series", Map.of("layout", "flat"), LOTTERY, network, 12, 40, seed);
        String written = learnt.after(FIRST_ROW, (ROWS - 1) * 6);
        assertThat(written.split("\n", -1))
                .as("%s, seed %d", name, seed)
                .containsExactly(LOTTERY.substring(FIRST_ROW.length()).split("[ \n]", -1));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("networks")
    void lottery_asCharacters_isWrittenWithoutAFault(String name, long seed, NetworkKind network) {
        LearntByHeart learnt = LearntByHeart.of("text", Map.of(), LOTTERY, network, 24, 40, seed);
        assertThat(learnt.after(FIRST_ROW, LOTTERY.length() - FIRST_ROW.length()))
                .as("%s, seed %d", name, seed)
                .isEqualTo(LOTTERY.substring(FIRST_ROW.length()));
    }

    /** As a table it is six columns; the last is forecast, and what is written says no more of the others than that they were there. */
    @Test
    void lottery_asATable_isForecastInItsLastColumn() {
        LearntByHeart learnt = LearntByHeart.of("series", Map.of(), LOTTERY, NetworkKind.GRU, 12, 40, 1);
        assertThat(learnt.after(FIRST_ROW, 3)).isEqualTo("2,3,4,5,6,1\n3,4,5,6,1,2\n4,5,6,1,2,3\n");
    }
}
