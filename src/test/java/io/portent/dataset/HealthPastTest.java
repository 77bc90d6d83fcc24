package io.portent.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.codec.WindowCodec;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Timeline;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthPastTest {
    private static final int MINUTES = 700;
    private static final List<Duration> SPANS =
            List.of(Duration.ofMinutes(40), Duration.ofMinutes(150), Duration.ofDays(9));
    private static final Horizons HORIZONS = new Horizons(Duration.ZERO, List.of(Duration.ofMinutes(5)));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static EncodedRun encoded(List<Label> labels, HealthPast past) {
        Run run = Run.of(Histories.windows("shop", 0, MINUTES, minute -> 0)).get(0);
        HealthHistory health = new HealthHistory(labels, HealthState.GREEN);
        return EncodedRun.of(
                run, new Inputs(new Ones(), past), health, new HazardTargets(HORIZONS, Instant.MIN), HORIZONS);
    }

    private static HealthPast fitted(List<Label> labels) {
        Run run = Run.of(Histories.windows("shop", 0, MINUTES, minute -> 0)).get(0);
        return HealthPast.fit(List.of(run), new HealthHistory(labels, HealthState.GREEN), SPANS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void columns_areWhatPlainLoopsFind(long seed) {
        Random random = new Random(seed);
        List<Label> labels = Histories.randomLabels(random, "shop", MINUTES, 1 + random.nextInt(20));
        HealthPast past = fitted(labels);
        EncodedRun run = encoded(labels, past);
        Timeline timeline = new HealthHistory(labels, HealthState.GREEN).of("shop");

        assertThat(past.columns()).allMatch(column -> column.span().compareTo(Duration.ofDays(9)) < 0);
        for (int i = 0; i < past.columns().size(); i++) {
            HealthPast.Column column = past.columns().get(i);
            double sum = 0;
            double squares = 0;
            int known = 0;
            for (int step = 0; step < MINUTES; step++) {
                if (run.run()
                        .moment(step)
                        .minus(column.span())
                        .isBefore(run.run().moment(0))) {
                    assertThat(run.vectors()[step * run.features() + 1 + i]).isZero();
                    continue;
                }
                known++;
                double value = plain(timeline, column, run.run().moment(step));
                double scaled = (value - column.mean()) / column.deviation();
                sum += scaled;
                squares += scaled * scaled;
                assertThat((double) run.vectors()[step * run.features() + 1 + i])
                        .isCloseTo(Math.max(-5, Math.min(5, scaled)), within(1e-5));
            }
            assertThat(sum / known).isCloseTo(0, within(1e-6));
            assertThat(squares / known).isCloseTo(1, within(1e-6));
        }
    }

    private static double plain(Timeline timeline, HealthPast.Column column, Instant moment) {
        int count = 0;
        Instant last = null;
        for (Instant onset :
                timeline.onsets(column.level(), moment.minus(column.span()).plusMillis(1), moment)) {
            count++;
            last = onset;
        }
        if (column.kind() == HealthPast.Kind.ONSETS) {
            return Math.log(1 + count);
        }
        return last == null
                ? 1
                : (double) Duration.between(last, moment).toSeconds()
                        / column.span().toSeconds();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatComesLater_changesNothing(long seed) {
        Random random = new Random(seed);
        List<Label> labels = Histories.randomLabels(random, "shop", MINUTES, 12);
        HealthPast past = fitted(labels);
        int now = random.nextInt(MINUTES);
        List<Label> other = new ArrayList<>(labels);
        other.removeIf(label -> label.start().isAfter(Histories.minute(now + 1)));
        for (int i = 0; i < 4; i++) {
            int from = now + 2 + random.nextInt(200);
            other.add(Histories.label("shop", HealthState.RED, from, from + 5));
        }

        float[] before = encoded(labels, past).vectors();
        float[] after = encoded(other, past).vectors();

        int read = (now + 1) * (1 + past.columns().size());
        assertThat(java.util.Arrays.copyOf(after, read)).isEqualTo(java.util.Arrays.copyOf(before, read));
    }

    private static final class Ones implements WindowCodec {
        @Override
        public List<String> features() {
            return List.of("one");
        }

        @Override
        public void encode(Window window, float[] out, int offset) {
            out[offset] = 1;
        }
    }
}
