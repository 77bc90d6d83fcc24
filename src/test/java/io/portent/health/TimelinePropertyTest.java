package io.portent.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.LabelTruth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random labels against an array of half minutes, and against what bench/score.py makes of the same labels. */
class TimelinePropertyTest {
    private static final int TICKS = 400;
    private static final int BEFORE = 40;
    private static final Duration TICK = Duration.ofSeconds(30);

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static Instant tick(int tick) {
        return Histories.START.plus(TICK.multipliedBy(tick - BEFORE));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyLabels_areAnsweredAsTheArrayDoes(long seed) {
        Random random = new Random(seed);
        List<Label> labels = labels(random);
        HealthState unlabelled = random.nextBoolean() ? HealthState.GREEN : null;
        Timeline timeline = new HealthHistory(labels, unlabelled).of("shop");
        @Nullable HealthState[] states = states(labels, unlabelled);
        for (int i = 1; i < TICKS; i++) {
            assertThat(timeline.at(tick(i))).isEqualTo(states[i]);
            assertThat(timeline.at(tick(i).minusMillis(1))).isEqualTo(states[i - 1]);
        }
        for (int n = 0; n < 60; n++) {
            int from = 1 + random.nextInt(TICKS - 1);
            int to = from + 1 + random.nextInt(TICKS - from);
            assertThat(timeline.covers(tick(from), tick(to))).isEqualTo(known(states, from, to));
            for (HealthState level : List.of(HealthState.ORANGE, HealthState.RED)) {
                List<Instant> onsets = onsets(states, level, from, to);
                assertThat(timeline.onsets(level, tick(from), tick(to))).isEqualTo(onsets);
                onsets.removeIf(onset -> !onset.isAfter(tick(from)));
                assertThat(timeline.onset(level, tick(from), tick(to)))
                        .isEqualTo(onsets.isEmpty() ? null : onsets.get(0));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyLabels_areAnsweredAsTheScoringScriptDoes(long seed) {
        Random random = new Random(seed);
        List<Label> labels = labels(random);
        Timeline timeline = new HealthHistory(labels, null).of("shop");
        List<Label> own =
                labels.stream().filter(label -> !label.entity().equals("other")).toList();
        for (HealthState level : List.of(HealthState.ORANGE, HealthState.RED)) {
            LabelTruth truth = new LabelTruth(own, level);
            for (int n = 0; n < 100; n++) {
                Instant from = tick(random.nextInt(TICKS));
                Instant to = from.plusSeconds(1 + random.nextInt(3_000));
                HealthState now = timeline.at(from);
                assertThat(now != null && now.atLeast(level)).isEqualTo(truth.inBad(from));
                assertThat(timeline.covers(from, to)).isEqualTo(truth.covers(from, to));
                assertThat(timeline.onset(level, from, to) != null).isEqualTo(truth.onsetIn(from, to));
            }
        }
    }

    private static List<Label> labels(Random random) {
        List<Label> labels = new ArrayList<>();
        labels.addAll(Histories.randomLabels(random, "shop", 150, random.nextInt(8)));
        labels.addAll(Histories.randomLabels(random, "", 150, random.nextInt(4)));
        labels.addAll(Histories.randomLabels(random, "other", 150, random.nextInt(4)));
        return labels;
    }

    private static @Nullable HealthState[] states(List<Label> labels, @Nullable HealthState unlabelled) {
        @Nullable HealthState[] states = new HealthState[TICKS];
        for (int i = 0; i < TICKS; i++) {
            states[i] = unlabelled;
            for (Label label : labels) {
                Instant end = label.end();
                HealthState worst = states[i];
                if (!label.entity().equals("other")
                        && !tick(i).isBefore(label.start())
                        && (end == null || tick(i).isBefore(end))
                        && (worst == null || label.state().atLeast(worst))) {
                    states[i] = label.state();
                }
            }
        }
        return states;
    }

    private static boolean known(@Nullable HealthState[] states, int from, int to) {
        for (int i = from; i < Math.min(to, TICKS); i++) {
            if (states[i] == null) {
                return false;
            }
        }
        return true;
    }

    private static List<Instant> onsets(@Nullable HealthState[] states, HealthState level, int from, int to) {
        List<Instant> onsets = new ArrayList<>();
        for (int i = from; i <= Math.min(to, TICKS - 1); i++) {
            HealthState before = states[i - 1];
            HealthState now = states[i];
            if (now != null && now.atLeast(level) && (before == null || !before.atLeast(level))) {
                onsets.add(tick(i));
            }
        }
        return onsets;
    }
}
