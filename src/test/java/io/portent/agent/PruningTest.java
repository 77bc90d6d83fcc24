package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.store.Housekeeping;
import io.portent.store.SomeWindows;
import io.portent.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What time does to the history, and what a clock must not do to it. */
class PruningTest {
    private static final int DAY = 1_440;

    private final MemoryStore store = new MemoryStore();
    private Duration passed = Duration.ZERO;
    private Duration ahead = Duration.ZERO;
    private final Pruning pruning = new Pruning(
            new Housekeeping.Retention(Duration.ofDays(90), 1L << 40),
            () -> SomeWindows.START.plus(passed).plus(ahead),
            () -> 77 + passed.toNanos());

    private void windows(int from, int count) {
        store.windowWriter().append("agent", SomeWindows.minutes("shop", from, count), List.of());
    }

    private void after(Duration length) {
        passed = passed.plus(length);
        pruning.pruneIfDue(store);
    }

    private List<Integer> days() {
        return store.windowReader().extents().stream()
                .map(one ->
                        (int) Duration.between(SomeWindows.START, one.first()).toDays())
                .toList();
    }

    @Test
    void whatIsOlderThanTheAgeGoesAsTimePasses() {
        windows(0, DAY);
        windows(90 * DAY, 1);
        passed = Duration.ofDays(90);
        after(Duration.ZERO);
        assertThat(days()).containsExactly(0);
        after(Duration.ofDays(1));
        assertThat(days()).containsExactly(90);
    }

    @Test
    void withinAnHourNothingIsLookedAt() {
        windows(200 * DAY, 1);
        passed = Duration.ofDays(200);
        after(Duration.ZERO);
        windows(0, 1);
        after(Duration.ofMinutes(59));
        assertThat(days()).containsExactly(0);
        after(Duration.ofMinutes(1));
        assertThat(days()).containsExactly(200);
    }

    @Test
    void aClockThatJumpsAheadWithTheLogsForHoursTakesNothing() {
        windows(0, 10);
        after(Duration.ofHours(2));
        ahead = Duration.ofDays(400);
        windows(400 * DAY, 10);
        for (int hour = 0; hour < 5; hour++) {
            after(Duration.ofHours(1));
        }
        ahead = Duration.ZERO;
        after(Duration.ofHours(1));
        assertThat(days()).containsExactly(0);
    }

    /** A suspended machine wakes up, or somebody has set a clock right that was years behind. */
    @Test
    void aClockThatStaysWhereItHasJumpedIsBelievedAfterADay() {
        windows(0, 10);
        after(Duration.ofHours(2));
        ahead = Duration.ofDays(400);
        windows(400 * DAY, 10);
        after(Duration.ofHours(1));
        assertThat(days()).containsExactly(0);
        after(Duration.ofHours(24));
        assertThat(days()).containsExactly(400);
    }

    @Test
    void aClockThatIsAheadFromTheStartTakesADayOfTheOldestAtMost() {
        windows(0, 3 * DAY);
        windows(400 * DAY, 10);
        ahead = Duration.ofDays(400);
        after(Duration.ZERO);
        assertThat(days()).containsExactly(1);
        after(Duration.ofHours(1));
        assertThat(days()).containsExactly(2);
    }

    @Test
    void aClockThatIsAheadOfAllWindowsDoesNotMakeThemOld() {
        windows(0, 3 * DAY);
        ahead = Duration.ofDays(4_000);
        after(Duration.ZERO);
        assertThat(days()).containsExactly(0);
    }
}
