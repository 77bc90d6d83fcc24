package io.portent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentTest {
    private static final Instant HELD_OUT = Instant.parse("2026-03-20T00:00:00Z");

    private final List<Label> labels = new ArrayList<>(List.of(label(HealthState.GREEN, -1_000, 10_000)));

    @Test
    void firstPrecursorFaultOfTheHeldOutTime_isChosen() {
        red(-60);
        red(600);
        red(1_200);
        assertThat(chosen(
                        fault("early", -90, true, -60L),
                        fault("leak", 560, true, 600L),
                        fault("x", 1_100, true, 1_200L)))
                .isEqualTo(new Incident("leak", at(600)));
    }

    @Test
    void faultWithoutPrecursorOrWithoutFailure_isPassedOver() {
        red(600);
        red(1_200);
        assertThat(chosen(
                        fault("crash", 600, false, 600L),
                        fault("faded", 800, true, null),
                        fault("disk", 1_100, true, 1_200L)))
                .isEqualTo(new Incident("disk", at(1_200)));
    }

    @Test
    void incidentShortlyAfterAnother_isPassedOver() {
        red(500);
        red(600);
        red(1_200);
        assertThat(chosen(fault("close", 560, true, 600L), fault("alone", 1_100, true, 1_200L)))
                .isEqualTo(new Incident("alone", at(1_200)));
    }

    @Test
    void orangeThatLeadsToRed_isTheSameIncident() {
        labels.add(label(HealthState.ORANGE, 595, 600));
        red(600);
        assertThat(chosen(fault("leak", 560, true, 600L))).isEqualTo(new Incident("leak", at(600)));
    }

    @Test
    void noFittingFault_givesNone() {
        assertThat(chosen(fault("faded", 560, true, null))).isNull();
    }

    @Test
    void isShownFromAWholeMinuteBefore() {
        assertThat(new Incident("leak", Instant.parse("2026-03-26T07:26:30Z")).shownFrom())
                .isEqualTo("2026-03-26T07:14:00Z");
    }

    private @Nullable Incident chosen(InjectedFault... faults) {
        Timeline health = new HealthHistory(labels, null).of("shop");
        return Incident.first(List.of(faults), health, HELD_OUT).orElse(null);
    }

    private void red(long minute) {
        labels.add(label(HealthState.RED, minute, minute + 10));
    }

    private static InjectedFault fault(String kind, long start, boolean precursor, @Nullable Long red) {
        return new InjectedFault(kind, at(start), precursor, red == null ? null : at(red));
    }

    private static Label label(HealthState state, long from, long to) {
        return new Label("", state, at(from), at(to), "slo", "");
    }

    private static Instant at(long minute) {
        return HELD_OUT.plusSeconds(60 * minute);
    }
}
