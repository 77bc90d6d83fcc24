package io.portent.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthHistoryTest {
    @Test
    void labelOfNoEntity_holdsForAll() {
        HealthHistory history =
                new HealthHistory(List.of(Histories.label("", HealthState.RED, 1, 2)), HealthState.GREEN);

        assertThat(history.of("shop").at(Histories.minute(1))).isEqualTo(HealthState.RED);
        assertThat(history.of("cart").at(Histories.minute(1))).isEqualTo(HealthState.RED);
        assertThat(history.of("cart").at(Histories.minute(2))).isEqualTo(HealthState.GREEN);
    }

    @Test
    void unlabelledTime_isNeverTakenForGreenUnlessSaidSo() {
        HealthHistory history = new HealthHistory(List.of(), null);

        assertThat(history.of("shop").at(Histories.START)).isNull();
        assertThat(history.of("shop").covers(Histories.START, Histories.minute(1)))
                .isFalse();
    }

    @Test
    void orangeThatTurnsRed_isOneOnsetOfOrangeAndOneOfRed() {
        Timeline timeline = new HealthHistory(
                        List.of(
                                Histories.label("shop", HealthState.ORANGE, 10, 20),
                                Histories.label("shop", HealthState.RED, 20, 30),
                                Histories.label("shop", HealthState.ORANGE, 30, 40)),
                        HealthState.GREEN)
                .of("shop");

        assertThat(timeline.onsets(HealthState.ORANGE, Histories.START, Histories.minute(100)))
                .containsExactly(Histories.minute(10));
        assertThat(timeline.onsets(HealthState.RED, Histories.START, Histories.minute(100)))
                .containsExactly(Histories.minute(20));
    }

    @Test
    void unlabelledTime_cannotBeBad() {
        assertThatThrownBy(() -> new HealthHistory(List.of(), HealthState.RED).of("shop"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stateNames_areReadInAnyCaseAndNothingElseIs() {
        assertThat(HealthState.of(" Red ")).isEqualTo(HealthState.RED);
        assertThat(HealthState.of("unknown")).isNull();
        assertThat(HealthState.of("")).isNull();
    }
}
