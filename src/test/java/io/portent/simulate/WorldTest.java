package io.portent.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.health.HealthState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mechanism over 30 days, without writing logs. */
final class WorldTest {
    @ParameterizedTest
    @ValueSource(longs = {7, 4711})
    void thirtyDays_hold25To50IncidentsInAboutAMillionLines(long seed) {
        Month month = Month.of(seed);

        assertThat(ShopSimulation.incidents(month.intervals())).isBetween(25, 50);
        assertThat(month.lines()).isBetween(800_000L, 1_300_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 4711})
    void everyKindOfFault_comesSeveralTimesAndMostlyEndsRed(long seed) {
        Month month = Month.of(seed);
        Set<FaultKind> failed = EnumSet.noneOf(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            List<FaultInjector.Injected> ofKind =
                    month.faults().stream().filter(f -> f.kind() == kind).toList();
            assertThat(ofKind).as(kind.label()).hasSizeGreaterThanOrEqualTo(4);
            if (ofKind.stream().anyMatch(f -> wentBad(month, f, HealthState.RED))) {
                failed.add(kind);
            }
        }
        assertThat(failed).containsExactlyInAnyOrder(FaultKind.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 4711})
    void everyRequest_isDoneFailedOrInFlight(long seed) {
        Tally tally = Month.of(seed).world().shop().tally;

        assertThat(tally.inFlight()).isBetween(0L, 200L);
        assertThat(tally.completions() + tally.failures() + tally.inFlight()).isEqualTo(tally.arrivals());
        assertThat(tally.badOnes()).isBetween(tally.failures(), tally.arrivals() / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 4711})
    void redBeginsOnlyWhileAFaultIsActive_soLookAlikesNeverTurnRed(long seed) {
        Month month = Month.of(seed);

        assertThat(month.world().lookAlikes().past()).hasSizeGreaterThan(50);
        assertThat(month.intervals().stream().filter(i -> i.state() == HealthState.RED))
                .isNotEmpty()
                .allMatch(red -> month.faults().stream()
                        .anyMatch(f -> red.start() >= f.start() && red.start() <= f.end() + 300_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 4711})
    void someFaults_fadeWithoutAnyLabel(long seed) {
        Month month = Month.of(seed);

        assertThat(month.faults()).anyMatch(f -> !wentBad(month, f, HealthState.ORANGE));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 4711})
    void labels_beginWhenTheObjectiveIsMissedNotWhenTheFaultBegins(long seed) {
        Month month = Month.of(seed);

        assertThat(month.intervals())
                .noneMatch(i -> month.faults().stream().anyMatch(f -> f.start() == i.start() || f.end() == i.end()));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 4711})
    void crash_isNotAnnounced(long seed) {
        Month month = Month.of(seed);
        // Two percent of ordinary half hours are louder than this; at most one crash in six may come out of such a one.
        int loud = loudHalfHour(month);
        List<FaultInjector.Injected> crashes = month.faults().stream()
                .filter(f -> f.kind() == FaultKind.CRASH && f.start() > 1_800_000)
                .toList();

        assertThat(crashes.stream().filter(f -> month.alarmingIn(f.start() / 60_000 - 30, 30) > loud))
                .hasSizeLessThanOrEqualTo(crashes.size() / 6);
    }

    /** Warnings and errors in half an hour that only one in fifty half hours without fault or incident exceeds. */
    private static int loudHalfHour(Month month) {
        int[] calm = month.calmSpans(30).stream()
                .mapToInt(at -> month.alarmingIn(at, 30))
                .sorted()
                .toArray();
        return calm[calm.length * 49 / 50];
    }

    private static boolean wentBad(Month month, FaultInjector.Injected fault, HealthState atLeast) {
        return month.onset(fault, atLeast) >= 0;
    }
}
