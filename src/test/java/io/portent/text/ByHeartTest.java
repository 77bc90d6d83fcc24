package io.portent.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.model.NetworkKind;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The smallest texts that a network must be able to learn without a fault, whatever its first weights are. */
final class ByHeartTest {
    private static final int ROWS = 120;
    /** Each row is the one before, turned by one. */
    private static final String LOTTERY = IntStream.range(0, ROWS)
            .mapToObj(row -> IntStream.range(0, 6)
                    .mapToObj(place -> Integer.toString((row + place) % 6 + 1))
                    .collect(Collectors.joining(" ", "", "\n")))
            .collect(Collectors.joining());

    private static final String FIRST_ROW = LOTTERY.substring(0, 12);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void hello_isSpeltToItsEnd(long seed) {
        long t=System.nanoTime();
        LearntByHeart learnt = LearntByHeart.of("text", Map.of(), "HELLO", NetworkKind.SIMPLE_RNN, 4, Integer.getInteger("h",100), seed);
        System.out.println("hello "+seed+" "+learnt.after("H", 4)+" "+(System.nanoTime()-t)/1000000);
        assertThat(learnt.after("H", 4)).isEqualTo("ELLO");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void lottery_isFollowedByNumbers(long seed) {
        for (NetworkKind k : NetworkKind.values()) for (int sq : new int[]{12,36}) {
        long t=System.nanoTime();
        LearntByHeart learnt = LearntByHeart.of(
                "series", Map.of("layout", "flat"), LOTTERY, k, sq, Integer.getInteger("e",20)*sq/12, seed);
        String w=learnt.after(FIRST_ROW, (ROWS - 1) * 6).replace("\n", "");
        String x=LOTTERY.substring(12).replaceAll("\\s", "");
        int i=0; while(i<x.length()&&x.charAt(i)==w.charAt(i))i++;
        System.out.println("flat "+seed+" "+k+" "+sq+" "+i+"/"+x.length()+" "+(System.nanoTime()-t)/1000000);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void lottery_isFollowedByCharacters(long seed) {
        for (NetworkKind k : NetworkKind.values()) for (int sq : new int[]{24,48}) {
        long t=System.nanoTime();
        LearntByHeart learnt = LearntByHeart.of("text", Map.of(), LOTTERY, k, sq, Integer.getInteger("e",20)*sq/24, seed);
        String w=learnt.after(FIRST_ROW, (ROWS - 1) * 12);
        String x=LOTTERY.substring(12);
        int i=0; while(i<x.length()&&x.charAt(i)==w.charAt(i))i++;
        System.out.println("text "+seed+" "+k+" "+sq+" "+i+"/"+x.length()+" "+(System.nanoTime()-t)/1000000);
        }
    }
}
