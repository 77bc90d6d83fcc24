package io.portent.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SplitTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant UNTIL = SINCE.plus(Duration.ofDays(30));
    private static final Split.Rule RULE = new Split.Rule(0.2, 5, Duration.ofHours(2));

    private static Instant day(double day) {
        return SINCE.plusSeconds((long) (day * 86_400));
    }

    private static List<Instant> onsets(double... days) {
        return java.util.Arrays.stream(days).mapToObj(SplitTest::day).toList();
    }

    private static List<Instant> daily() {
        return IntStream.range(0, 30).mapToObj(i -> day(i + 0.5)).toList();
    }

    @Test
    void enoughOnsets_theLastFifthIsHeldOut() {
        Split split = Split.of(SINCE, UNTIL, daily(), null, RULE);
        assertThat(split).isEqualTo(new Split(day(24), day(24).plus(Duration.ofHours(2)), null));
    }

    @Test
    void fewOnsetsInTheLastFifth_moreIsHeldOut() {
        Split split = Split.of(SINCE, UNTIL, onsets(1, 2, 3, 4, 16, 17, 18, 19, 29), null, RULE);
        assertThat(split.shortage()).isNull();
        assertThat(split.heldOutFrom()).isBetween(day(15), day(16));
    }

    @Test
    void fewerThanAskedFor_saysHowManyAreMissing() {
        assertThat(Split.of(SINCE, UNTIL, onsets(1, 2), null, RULE).shortage())
                .isEqualTo("needs 3 more incidents: in the history, there are 2");
    }

    @Test
    void allInTheEarlierHalf_leavesNothingToScoreOn() {
        assertThat(Split.of(SINCE, UNTIL, onsets(1, 2, 3, 4, 5, 6), null, RULE).shortage())
                .startsWith("needs 2 more incidents: there are 6 to learn from");
    }

    /** So that what changed since then is learnt from, too. */
    @Test
    void championTrainedBeforeTheLastFifth_thatFifthIsHeldOut() {
        assertThat(Split.of(SINCE, UNTIL, daily(), day(20), RULE).heldOutFrom()).isEqualTo(day(24));
    }

    @Test
    void championTrainedWithinTheLastFifth_isAskedOnlyAboutLaterTime() {
        Split split = Split.of(SINCE, UNTIL, daily(), day(24.7), RULE);
        assertThat(split).isEqualTo(new Split(day(24.7), day(24.7).plus(Duration.ofHours(2)), null));
    }

    @Test
    void fewOnsetsInTheLastFifth_noMoreIsHeldOutThanTheChampionHasNotSeen() {
        Split split = Split.of(SINCE, UNTIL, onsets(1, 2, 3, 4, 16, 17, 18, 21, 22, 23, 23.5, 29), day(20), RULE);
        assertThat(split.heldOutFrom()).isBetween(day(20), day(21));
        assertThat(split.shortage()).isNull();
    }

    @Test
    void championTrainedYesterday_needsMoreIncidents() {
        assertThat(Split.of(SINCE, UNTIL, daily(), day(28), RULE).shortage())
                .isEqualTo("needs 3 more incidents: there are 2 since the champion was trained");
    }

    @Test
    void championTrainedLongAgo_changesNothing() {
        assertThat(Split.of(SINCE, UNTIL, daily(), day(-40), RULE))
                .isEqualTo(Split.of(SINCE, UNTIL, daily(), null, RULE));
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverTheOnsets_nothingIsScoredThatWasLearntFrom(int seed) {
        Random random = new Random(seed);
        List<Instant> onsets = random.doubles(random.nextInt(20), 0, 30)
                .sorted()
                .mapToObj(SplitTest::day)
                .toList();
        Instant trained = random.nextBoolean() ? null : day(random.nextDouble(-10, 30));
        Split split = Split.of(SINCE, UNTIL, onsets, trained, RULE);
        assertThat(split.scoredFrom()).isEqualTo(split.heldOutFrom().plus(RULE.gap()));
        if (split.shortage() == null) {
            assertThat(split.heldOutFrom()).isBetween(day(15), UNTIL);
            assertThat(onsets).hasSizeGreaterThanOrEqualTo(RULE.least());
            assertThat(onsets.stream().filter(one -> !one.isBefore(split.scoredFrom())))
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(trained == null || !split.heldOutFrom().isBefore(trained))
                    .as("the champion has not learnt what it is asked")
                    .isTrue();
        }
    }
}
