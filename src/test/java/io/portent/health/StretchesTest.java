package io.portent.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StretchesTest {
    private static final List<HealthState> STATES = List.of(HealthState.values());

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** They cover the span, neighbours differ, and each moment's state is that of the timeline. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void tellTheSameAsTheTimeline(int seed) {
        Random random = new Random(seed);
        List<Label> labels = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            int start = random.nextInt(100);
            Instant end = random.nextInt(6) == 0 ? null : at(start + 1 + random.nextInt(30));
            labels.add(new Label("shop", STATES.get(random.nextInt(3)), at(start), end, "file", ""));
        }
        Timeline timeline = new HealthHistory(labels, random.nextBoolean() ? HealthState.GREEN : null).of("shop");
        int from = random.nextInt(60);
        int to = from + 1 + random.nextInt(80);
        List<Timeline.Stretch> stretches = timeline.stretches(at(from), at(to));
        assertThat(stretches.get(0).from()).isEqualTo(at(from));
        assertThat(stretches.get(stretches.size() - 1).to()).isEqualTo(at(to));
        for (int i = 1; i < stretches.size(); i++) {
            assertThat(stretches.get(i).from()).isEqualTo(stretches.get(i - 1).to());
            assertThat(stretches.get(i).state())
                    .isNotEqualTo(stretches.get(i - 1).state());
        }
        for (int moment = from; moment < to; moment++) {
            Instant time = at(moment);
            assertThat(stretches)
                    .filteredOn(one -> !time.isBefore(one.from()) && time.isBefore(one.to()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.state()).isEqualTo(timeline.at(time)));
        }
    }

    @Test
    void ofNothing_areNone() {
        assertThat(new HealthHistory(List.of(), null).of("shop").stretches(at(1), at(1)))
                .isEmpty();
    }

    private static Instant at(int millis) {
        return Instant.ofEpochMilli(1_000_000 + millis);
    }
}
