package io.portent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HorizonLabelTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT90S,90s",
        "PT5M,5m",
        "PT90M,90m",
        "PT1H,1h",
        "PT36H,36h",
        "P1D,1d",
        "P14D,14d",
        "PT1.5S,1500ms"
    })
    void isTheLargestUnitThatDividesIt(Duration horizon, String label) {
        assertThat(HorizonLabel.of(horizon)).isEqualTo(label);
    }

    @Test
    void skillAboveOne_isAMistake() {
        assertThatThrownBy(() -> new Skill("5m", "climatology", 1.1)).hasMessage("skill must be <= 1, was 1.1");
    }
}
