package io.portent.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.health.HealthState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What can be forecast from the shop's logs, and what cannot. */
final class PrecursorTest {
    private static final long[] SEEDS = {7, 11, 4711};

    /** A failure of one month, by the minute in which red began. */
    private record Red(Month month, int minute, FaultInjector.Injected fault) {}

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CRASH")
    void fault_announcesItselfTenMinutesBeforeRed(FaultKind kind) {
        List<Red> reds = reds(kind);
        List<Red> announced = reds.stream()
                .filter(red -> signsBefore(kind, red) > usualSigns(kind, red.month))
                .toList();

        assertThat(reds).as("failures in " + SEEDS.length + " months").hasSizeGreaterThanOrEqualTo(9);
        assertThat(announced).as("announced of " + reds.size()).hasSizeGreaterThanOrEqualTo(reds.size() * 9 / 10);
    }

    /** In the ten minutes that end ten minutes before red. */
    private static int signsBefore(FaultKind kind, Red red) {
        int from = Math.max(0, red.minute - 20);
        return red.month.signsIn(kind, from, Math.max(0, red.minute - 10 - from));
    }

    /** What only one in fifty spans of ten minutes exceeds when nothing is wrong, look-alikes included. */
    private static int usualSigns(FaultKind kind, Month month) {
        int[] calm = month.calmSpans(10).stream()
                .mapToInt(at -> month.signsIn(kind, at, 10))
                .sorted()
                .toArray();
        return calm[calm.length * 49 / 50];
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CRASH")
    void fault_takesTenMinutesAtLeastToTurnRedAndMostlyAsLongToBeRepaired(FaultKind kind) {
        List<Red> reds = reds(kind);
        // An operator whom a long orange called may come a minute after red; so the middle one speaks, not each.
        List<Long> minutesToRepair = reds.stream()
                .map(red -> red.fault.end() / 60_000 - red.minute)
                .sorted()
                .toList();

        assertThat(reds).allMatch(red -> red.minute - red.fault.start() / 60_000 >= 10);
        assertThat(minutesToRepair.get(minutesToRepair.size() / 2)).isBetween(10L, 40L);
        assertThat(minutesToRepair.get(minutesToRepair.size() - 1)).isLessThanOrEqualTo(90);
    }

    @Test
    void crash_isRedWithinTwoMinutesAndTheHourBeforeItIsLikeAnyOther() {
        List<Double> ratios = new ArrayList<>();
        for (Red red : reds(FaultKind.CRASH)) {
            int crash = (int) (red.fault.start() / 60_000);
            assertThat(red.minute - crash).isBetween(0, 2);
            double usual = usualAt(crash - 60, red.month);
            if (quiet(red.month, crash - 60) && usual > 0) {
                ratios.add(red.month.alarmingIn(crash - 60, 60) / usual);
            }
        }
        ratios.sort(null);

        assertThat(ratios).hasSizeGreaterThan(10);
        assertThat(ratios.get(ratios.size() / 2)).isBetween(0.75, 1.33);
        assertThat(ratios.stream().mapToDouble(r -> r).average().orElseThrow()).isBetween(0.7, 1.5);
    }

    /** The mean of warnings and errors in calm hours that begin within an hour of this time of day. */
    private static double usualAt(int minute, Month month) {
        return month.calmSpans(60).stream()
                .filter(at -> Math.abs(Math.floorMod(at - minute + 720, 1_440) - 720) <= 60)
                .mapToInt(at -> month.alarmingIn(at, 60))
                .average()
                .orElse(0);
    }

    /** No earlier trouble is still being cleared away. */
    private static boolean quiet(Month month, int minute) {
        return minute >= 0
                && month.intervals().stream()
                        .noneMatch(i -> i.start() < (minute + 60) * 60_000L && i.end() > minute * 60_000L);
    }

    private static List<Red> reds(FaultKind kind) {
        List<Red> reds = new ArrayList<>();
        for (long seed : SEEDS) {
            Month month = Month.of(seed);
            for (FaultInjector.Injected fault : month.faults()) {
                int minute = month.onset(fault, HealthState.RED);
                if (fault.kind() == kind && minute >= 0) {
                    reds.add(new Red(month, minute, fault));
                }
            }
        }
        return reds;
    }

    @Test
    void usualSpans_areMostOfTheTime() {
        IntStream.of(10, 60)
                .forEach(minutes -> assertThat(Month.of(7).calmSpans(minutes))
                        .hasSizeGreaterThan(Month.MINUTES / minutes * 7 / 10));
    }
}
