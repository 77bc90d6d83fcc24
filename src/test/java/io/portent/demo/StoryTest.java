package io.portent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Instant FAILURE = Instant.parse("2026-03-26T14:20:00Z");

    private final List<String> told = new ArrayList<>();
    private final Story story = new Story(FAILURE, told::add);

    @Test
    void redForecastBeforeTheFailure_isTheWarning() {
        forecast(20, 0.02, HealthState.GREEN);
        forecast(19, 0.03, HealthState.GREEN);
        forecast(11, 0.62, HealthState.RED);
        story.health(FAILURE, HealthState.RED);
        assertThat(told)
                .containsExactly(
                        "14:00  forecast: green for the next 15m (98 %)",
                        "14:09  forecast: red within 15m (62 %)", "14:20  the shop fails: red by its own objective");
        assertThat(story.warned()).isTrue();
        assertThat(story.summary())
                .isEqualTo("forecast red for 15 minutes ahead at 14:09; the service failed 11 minutes later");
    }

    @Test
    void redForecastTooEarlyForItsHorizon_isNoWarning() {
        forecast(17, 0.62, HealthState.RED);
        assertThat(story.warned()).isFalse();
    }

    @Test
    void redForecastOnceTheServiceHasFailed_isNoWarning() {
        forecast(0, 1, HealthState.RED);
        assertThat(story.warned()).isFalse();
        assertThat(story.summary()).contains("this failure was not predicted");
    }

    @Test
    void warningInTheFirstForecast_isSaidToBePerhapsOlder() {
        forecast(11, 0.62, HealthState.RED);
        assertThat(story.summary()).contains("that was the first forecast");
    }

    private void forecast(long minutesBefore, double red, HealthState state) {
        Instant now = FAILURE.minus(Duration.ofMinutes(minutesBefore));
        HorizonForecast horizon = new HorizonForecast(Duration.ofMinutes(15), 1 - red, 0, red, state);
        story.forecast(now, new Forecast("shop", now, List.of(horizon), null));
    }
}
