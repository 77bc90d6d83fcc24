package io.portent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.health.HealthHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrentTest {
    private static final int MINUTES = 300;
    private static final int WINDOW = 12;
    private static final ModelSpec SPEC = new ModelSpec(NetworkKind.LSTM, 4, 1, 1, 1, 3, WINDOW);

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static EncodedRun run(IntUnaryOperator errors) {
        return Runs.encoded(Histories.windows("shop", 0, MINUTES, errors), new HealthHistory(List.of(), null));
    }

    private static Recurrent recurrent(FakeNetworks networks, int members) {
        List<Network> ensemble = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            ensemble.add(networks.create(SPEC, 2, new float[6]));
        }
        return new Recurrent(ensemble, WINDOW);
    }

    private static Recurrent recurrent() {
        return recurrent(FakeNetworks.remembering(), 2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answer_dependsOnItsDataWindowAlone(long seed) {
        Random random = new Random(seed);
        int step = WINDOW + random.nextInt(MINUTES - 2 * WINDOW);
        float[] before = recurrent().hazards(run(minute -> minute % 7), step, step + 1);

        int older = random.nextInt(step - WINDOW + 1);
        int later = step + 1 + random.nextInt(MINUTES - step - 1);
        int within = step - random.nextInt(WINDOW);

        assertThat(changed(older, step)).isEqualTo(before);
        assertThat(changed(later, step)).isEqualTo(before);
        assertThat(changed(within, step)).isNotEqualTo(before);
    }

    private static float[] changed(int changed, int step) {
        return recurrent().hazards(run(minute -> minute % 7 + (minute == changed ? 40 : 0)), step, step + 1);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cutIntoPieces_theAnswersAreTheSame(long seed) {
        Random random = new Random(seed);
        EncodedRun run = run(minute -> minute * 31 % 17);
        float[] whole = recurrent().hazards(run, 0, MINUTES);
        int from = random.nextInt(MINUTES);
        int to = from + random.nextInt(MINUTES - from + 1);

        assertThat(recurrent().hazards(run, from, to)).isEqualTo(Arrays.copyOfRange(whole, 6 * from, 6 * to));
    }

    @Test
    void historyTooShort_isNoAnswer() {
        float[] risks = recurrent().hazards(run(minute -> 0), 0, WINDOW);

        for (int step = 0; step < WINDOW - 1; step++) {
            assertThat(risks[6 * step]).isNaN();
        }
        assertThat(risks[6 * (WINDOW - 1)]).isBetween(0f, 1f);
    }

    @Test
    void saturatedEnsembleOfAnySize_staysAChance() {
        for (int members = 1; members < 40; members++) {
            float[] risks = recurrent(new FakeNetworks((seed, fits, memory, output) -> 1f), members)
                    .hazards(run(minute -> 0), WINDOW, WINDOW + 1);
            assertThat(risks).as("%s members", members).doesNotContain(Float.NaN);
            for (float risk : risks) {
                assertThat(risk).as("%s members", members).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void close_closesEveryMember() {
        FakeNetworks networks = FakeNetworks.remembering();
        recurrent(networks, 3).close();
        assertThat(networks.open).isZero();
    }
}
