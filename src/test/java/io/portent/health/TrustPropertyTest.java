package io.portent.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.DoubtfulHistory;
import io.portent.Histories;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrustPropertyTest {
    private static final int MINUTES = 120;

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sourcesThatDisagree_areFollowedAsTheContractSays_atEveryPoint(long seed) {
        Random random = new Random(seed);
        DoubtfulHistory truth = new DoubtfulHistory(random, MINUTES);
        Timeline timeline = truth.history().of("shop");
        for (int tick = -4; tick < 2 * MINUTES + 40; tick++) {
            Instant time = Histories.START.plus(DoubtfulHistory.TICK.multipliedBy(tick));
            assertThat(timeline.at(time)).as("at %s", time).isEqualTo(truth.state(time));
            assertThat(timeline.unsure(time)).as("unsure at %s", time).isEqualTo(truth.unsure(time));
        }
        for (int n = 0; n < 15; n++) {
            Instant from = Histories.minute(random.nextInt(MINUTES));
            Instant to = from.plus(DoubtfulHistory.TICK.multipliedBy(1 + random.nextInt(60)));
            assertThat(timeline.covers(from, to)).isEqualTo(truth.covers(from, to));
            for (HealthState level : List.of(HealthState.ORANGE, HealthState.RED)) {
                assertThat(timeline.onset(level, from, to)).isEqualTo(truth.onset(level, from, to));
            }
            Instant unsure = truth.firstUnsure(from, to);
            Instant found = timeline.firstUnsure(from, to);
            assertThat(found == null).isEqualTo(unsure == null);
            // An aftermath begins right after its intervention; the next point that is looked at lies half a minute on.
            if (found != null) {
                assertThat(unsure).isBetween(found, found.plus(DoubtfulHistory.TICK));
            }
        }
    }
}
