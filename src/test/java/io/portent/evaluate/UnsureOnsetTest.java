package io.portent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Statement;
import io.portent.health.Trust;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsureOnsetTest {
    @Test
    void onsetAfterAnIntervention_isNeitherMetNorMissed() {
        HealthHistory health = new HealthHistory(
                List.of(
                        Statement.of(Histories.label("shop", HealthState.RED, 20, 25)),
                        Statement.of(Histories.label("shop", HealthState.RED, 60, 65))),
                List.of(new Intervention("shop", Histories.minute(15))),
                Duration.ofMinutes(10),
                Trust.DEFAULT,
                HealthState.GREEN);
        List<Question> questions = List.of(
                new Question("shop", Histories.minute(1), 0, false, false, false),
                new Question("shop", Histories.minute(90), 0, false, false, false));

        AlarmScore score = AlarmScoring.of(questions, health, HealthState.RED, Duration.ZERO, Duration.ofMinutes(5));

        assertThat(score.onsets()).isEqualTo(1);
    }
}
