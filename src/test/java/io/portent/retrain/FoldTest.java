package io.portent.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FoldTest {
    private static final WindowSpec WINDOWS = new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO);
    private static final Duration GAP = Duration.ofHours(2);

    private static Instant hour(int hours) {
        return Histories.minute(60L * hours);
    }

    private static List<Fold> folds(Instant since, Instant until, int parts, Duration gap) {
        return Fold.of(since, until, parts, gap, WINDOWS::startOf);
    }

    @Test
    void threeParts_leaveTheFirstQuarterToLearnFrom() {
        assertThat(folds(hour(0), hour(80), 3, GAP))
                .containsExactly(
                        new Fold(hour(18), hour(20), hour(40)),
                        new Fold(hour(38), hour(40), hour(60)),
                        new Fold(hour(58), hour(60), hour(80)));
    }

    @Test
    void moreAreAskedForThanThereAreWindows_eachIsAWindowLong() {
        assertThat(folds(hour(0), hour(0).plusSeconds(180), 50, GAP))
                .extracting(fold -> Duration.between(fold.from(), fold.until()))
                .containsExactly(Histories.MINUTE, Histories.MINUTE, Histories.MINUTE);
        assertThat(folds(hour(0), hour(0), 3, GAP)).isEmpty();
    }

    @Test
    void partThatIsLearntFrom_isRefused() {
        assertThatThrownBy(() -> new Fold(hour(3), hour(2), hour(4))).hasMessageStartingWith("learntUntil must be <=");
        assertThatThrownBy(() -> new Fold(hour(1), hour(2), hour(2))).hasMessageStartingWith("from must be <");
        assertThatThrownBy(() -> folds(hour(0), hour(9), 0, GAP)).hasMessage("parts must be >= 1, was 0");
    }

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void partsCoverWhatFollowsTheFirst_withoutAHole_andKeepTheGap(long seed) {
        Random random = new Random(seed);
        Instant since = Histories.minute(random.nextInt(1000));
        Instant until = since.plus(Duration.ofMinutes(2 + random.nextInt(100_000)));
        Duration gap = Duration.ofSeconds(random.nextInt(20_000));
        int parts = 1 + random.nextInt(50);

        List<Fold> folds = folds(since, until, parts, gap);

        assertThat(folds).isNotEmpty().hasSizeLessThanOrEqualTo(parts);
        Instant end = folds.get(0).from();
        Duration first = Duration.between(since, end);
        assertThat(first)
                .isBetween(
                        Duration.between(since, until).dividedBy(parts + 1L).minus(Histories.MINUTE),
                        Duration.between(since, until).dividedBy(parts + 1L).plus(Histories.MINUTE));
        for (Fold fold : folds) {
            assertThat(fold.from()).isEqualTo(end).isEqualTo(WINDOWS.startOf(fold.from()));
            assertThat(Duration.between(fold.learntUntil(), fold.from())).isBetween(gap, gap.plus(Histories.MINUTE));
            end = fold.until();
        }
        assertThat(end).isEqualTo(until);
    }
}
