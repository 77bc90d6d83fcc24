package io.portent.outcome;

import static io.portent.outcome.OutcomeKind.FALSE_ALARM;
import static io.portent.outcome.OutcomeKind.INTERVENED;
import static io.portent.outcome.OutcomeKind.MISSED_ONSET;
import static io.portent.outcome.OutcomeKind.TRUE_ALARM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.portent.Histories;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One forecast a minute; the horizon is ten minutes. */
class AlarmWatchTest {
    private static final Duration HORIZON = Duration.ofMinutes(10);

    private final List<Label> labels = new ArrayList<>();
    private final List<Intervention> acts = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private Duration warning = Duration.ZERO;
    private @Nullable HealthState unlabelled = HealthState.GREEN;

    private AlarmWatch watch(String words) {
        AlarmWatch watch = new AlarmWatch("shop", warning, outcomes::add);
        Known known = new Known(new HealthHistory(labels, unlabelled).of("shop"), new Interventions(acts));
        for (int minute = 0; minute < words.length(); minute++) {
            watch.take(Said.of(Spoken.at(minute, words.charAt(minute), HORIZON), "m"), known);
        }
        return watch;
    }

    private void red(long from, long to) {
        labels.add(Histories.label("", HealthState.RED, from, to));
    }

    private void came(OutcomeKind kind, long minute, @Nullable Integer lead) {
        assertThat(outcomes)
                .extracting(Outcome::kind, Outcome::time, Outcome::lead)
                .containsExactly(tuple(kind, Histories.minute(minute), lead == null ? null : Duration.ofMinutes(lead)));
    }

    @Test
    void onsetWithinTheHorizon_makesTheAlarmTrue_andItsLeadCountsFromTheFirstRed() {
        red(8, 20);
        watch("..rrr.........................");
        came(TRUE_ALARM, 8, 6);
    }

    @Test
    void onsetAtTheVeryEndOfTheHorizon_stillCounts_andOneLaterDoesNot() {
        red(12, 20);
        watch("..r...........................");
        came(TRUE_ALARM, 12, 10);
        outcomes.clear();
        labels.clear();
        red(13, 20);
        watch("..r...........................");
        assertThat(outcomes)
                .extracting(Outcome::kind, Outcome::time)
                .containsExactly(tuple(FALSE_ALARM, Histories.minute(12)), tuple(MISSED_ONSET, Histories.minute(13)));
    }

    @Test
    void alarmThatStandsLongerThanItsHorizon_hasNoLongerLead() {
        red(25, 40);
        watch("..rrrrrrrrrrrrrrrrrrrrrrr...............");
        came(TRUE_ALARM, 25, 10);
    }

    @Test
    void flickeringAlarm_ringsOnce() {
        watch("..r.r.rr....r.................");
        came(FALSE_ALARM, 22, null);
    }

    @Test
    void alarmOfWhichItIsNotKnownYet_isNotCounted() {
        AlarmWatch watch = watch("..r.......");
        assertThat(outcomes).isEmpty();
        assertThat(watch.ringing()).isTrue();
    }

    @Test
    void onsetWithoutAlarm_isMissed() {
        red(8, 20);
        watch("..............................");
        came(MISSED_ONSET, 8, null);
    }

    @Test
    void onsetWhileTheForecastIsUnknown_isNeither() {
        red(8, 20);
        assertThat(watch("                  ............").unjudged()).isEqualTo(1);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void alarmBeforeTheForecastBecameUnknown_isJudgedAllTheSame() {
        red(8, 20);
        watch("..r                      .....");
        came(TRUE_ALARM, 8, 6);
    }

    @Test
    void alarmWithNoMoreThanTheWarningTime_isNone() {
        warning = Duration.ofMinutes(3);
        red(8, 20);
        watch("..... rrr.....................");
        came(MISSED_ONSET, 8, null);
    }

    @Test
    void alarmUponWhichSomebodyActed_isNeitherTrueNorFalse() {
        acts.add(new Intervention("shop", Histories.minute(5)));
        watch("..rr..........................");
        came(INTERVENED, 13, null);
    }

    @Test
    void actUponAllEntities_counts_andOneUponAnotherOrTooLateDoesNot() {
        acts.add(new Intervention("cart", Histories.minute(5)));
        acts.add(new Intervention("shop", Histories.minute(14)));
        acts.add(new Intervention("shop", Histories.minute(1)));
        watch("..rr..........................");
        came(FALSE_ALARM, 13, null);
        outcomes.clear();
        acts.add(new Intervention("", Histories.minute(13)));
        watch("..rr..........................");
        came(INTERVENED, 13, null);
    }

    @Test
    void onsetInSpiteOfAnIntervention_makesTheAlarmTrue() {
        acts.add(new Intervention("shop", Histories.minute(5)));
        red(8, 20);
        watch("..rr..........................");
        came(TRUE_ALARM, 8, 6);
    }

    @Test
    void redOfAnEntityThatStandsInRed_isNoAlarm_norIsItsEchoUntilTheEndIsTold() {
        red(8, 12);
        watch(".......RRRRRRRR...............");
        came(TRUE_ALARM, 8, 1);
        outcomes.clear();
        watch("........RRRRRR R..............");
        came(MISSED_ONSET, 8, null);
    }

    @Test
    void incidentBetweenTwoForecasts_echoesToo() {
        labels.add(Histories.label(
                "",
                HealthState.RED,
                Histories.minute(8).plusSeconds(10),
                Histories.minute(8).plusSeconds(40)));
        watch(".........RR...................");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(MISSED_ONSET);
    }

    @Test
    void redThatIsNotCertainAfterAnIncident_isAnAlarmOfItsOwn() {
        red(8, 12);
        watch("........RRRRRrr...............");
        assertThat(outcomes)
                .extracting(Outcome::kind, Outcome::time)
                .containsExactly(tuple(MISSED_ONSET, Histories.minute(8)), tuple(FALSE_ALARM, Histories.minute(24)));
    }

    @Test
    void certainRedOutOfTheBlue_isAnAlarm() {
        watch("..RR..........................");
        came(FALSE_ALARM, 13, null);
    }

    @Test
    void alarmInTimeOfWhichNobodySaysAnything_isNotJudged() {
        unlabelled = null;
        labels.add(Histories.label("", HealthState.GREEN, 0, 8));
        watch("..r...........................");
        assertThat(outcomes).isEmpty();
        red(9, 12);
        assertThat(watch("..r...........................").unjudged()).isEqualTo(1);
        assertThat(outcomes).isEmpty();
    }
}
