package io.portent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static Label label(String source, HealthState state, long from, long to) {
        return new Label("shop", state, Histories.minute(from), Histories.minute(to), source, "");
    }

    private static Timeline timeline(Statement... statements) {
        return new HealthHistory(List.of(statements), List.of(), Duration.ZERO, Trust.DEFAULT, HealthState.GREEN)
                .of("shop");
    }

    @Test
    void greenOfAPerson_overARulesRed_meansThatItWasNothing() {
        Timeline timeline = timeline(
                Statement.of(label("rule:kill", HealthState.RED, 10, 30)),
                Statement.of(label("person", HealthState.GREEN, 10, 30)));

        assertThat(timeline.at(Histories.minute(20))).isEqualTo(HealthState.GREEN);
        assertThat(timeline.onsets(HealthState.ORANGE, Histories.START, Histories.minute(60)))
                .isEmpty();
        assertThat(timeline.unsure(Histories.minute(20))).isFalse();
    }

    @Test
    void sourcesOfEqualTrust_worstWins() {
        Timeline timeline = timeline(
                Statement.of(label("slo", HealthState.ORANGE, 10, 30)),
                Statement.of(label("file", HealthState.GREEN, 0, 60)));

        assertThat(timeline.at(Histories.minute(20))).isEqualTo(HealthState.ORANGE);
    }

    @Test
    void labelOfLittleConfidence_statesNothingAndCastsDoubt() {
        Timeline timeline = timeline(new Statement(label("grafana", HealthState.RED, 10, 30), 0.49));

        assertThat(timeline.at(Histories.minute(20))).isNull();
        assertThat(timeline.unsure(Histories.minute(20))).isTrue();
        assertThat(timeline.at(Histories.minute(30))).isEqualTo(HealthState.GREEN);
    }

    @Test
    void suggestion_isNeverBelieved_untilAPersonSpeaks() {
        Statement sure = new Statement(label("suggestion", HealthState.RED, 10, 30), 1);

        assertThat(timeline(sure).at(Histories.minute(20))).isNull();
        assertThat(timeline(sure, Statement.of(label("slo", HealthState.GREEN, 0, 60)))
                        .unsure(Histories.minute(20)))
                .isTrue();
        Timeline reviewed = timeline(sure, Statement.of(label("person", HealthState.RED, 12, 30)));
        assertThat(reviewed.unsure(Histories.minute(11))).isTrue();
        assertThat(reviewed.unsure(Histories.minute(12))).isFalse();
        assertThat(reviewed.at(Histories.minute(12))).isEqualTo(HealthState.RED);
    }

    @Test
    void afterAnIntervention_nothingIsSureForTheAftermath_andTheStateStays() {
        HealthHistory history = new HealthHistory(
                List.of(Statement.of(label("person", HealthState.ORANGE, 0, 30))),
                List.of(new Intervention("shop", Histories.minute(10))),
                Duration.ofMinutes(5),
                Trust.DEFAULT,
                null);
        Timeline timeline = history.of("shop");

        assertThat(timeline.unsure(Histories.minute(10))).isFalse();
        assertThat(timeline.unsure(Histories.minute(10).plusMillis(1))).isTrue();
        assertThat(timeline.unsure(Histories.minute(15))).isTrue();
        assertThat(timeline.unsure(Histories.minute(15).plusMillis(1))).isFalse();
        assertThat(timeline.at(Histories.minute(12))).isEqualTo(HealthState.ORANGE);
        assertThat(history.of("cart").unsure(Histories.minute(12))).isFalse();
    }

    @Test
    void kindOfASource_isItsWordBeforeTheColon_andAnyOtherWordIsAFiles() {
        assertThat(SourceKind.of("Prometheus:HighErrors")).isEqualTo(SourceKind.PROMETHEUS);
        assertThat(SourceKind.of("person")).isEqualTo(SourceKind.PERSON);
        assertThat(SourceKind.of("slo")).isEqualTo(SourceKind.FILE);
        assertThat(SourceKind.of("")).isEqualTo(SourceKind.FILE);
    }

    @Test
    void trustThatNamesAKindTwice_isRefused() {
        assertThatThrownBy(() -> new Trust(List.of(SourceKind.RULE, SourceKind.RULE), 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("once");
    }
}
