package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtentTest {
    private final Extent extent = new Extent(Duration.ofDays(1));

    @ParameterizedTest(name = "the wrong date is number {0}, {1} days off")
    @CsvSource({"0, 26000", "0, -20000", "5, 26000", "5, -20000", "9, 26000", "9, -20000"})
    void oneWrongDate_doesNotStretchTheHistory(int wrong, long days) {
        for (int i = 0; i < 10; i++) {
            Instant right = Histories.minute(i);
            extent.add(i == wrong ? right.plus(Duration.ofDays(days)) : right);
        }
        assertThat(extent.first()).isEqualTo(Histories.minute(wrong == 0 ? 1 : 0));
        assertThat(extent.last()).isEqualTo(Histories.minute(wrong == 9 ? 8 : 9));
    }

    @Test
    void eventsThatAreAllFarApart_areBelieved() {
        for (int week = 0; week < 5; week++) {
            extent.add(Histories.START.plus(Duration.ofDays(7L * week)));
        }
        assertThat(extent.first()).isEqualTo(Histories.START);
        assertThat(extent.last()).isEqualTo(Histories.START.plus(Duration.ofDays(28)));
    }

    @Test
    void noEvent_hasNoExtent() {
        assertThat(extent.first()).isNull();
        assertThat(extent.last()).isNull();
    }
}
