package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.dataset.Horizons;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.health.HealthState;
import io.portent.model.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandingAlarmsTest {
    private static final Horizons HORIZONS =
            new Horizons(Duration.ZERO, List.of(Duration.ofMinutes(5), Duration.ofMinutes(15)));
    private static final Thresholds THRESHOLDS =
            new Thresholds(List.of(0.6, 0.7), List.of(0.5, 0.6), List.of(0.3, 0.2), List.of(0.25, 0.1));
    private static final Instant BEGIN = Instant.parse("2026-03-02T10:00:00Z");

    /** Chances that wander, so that alarms begin, waver and end. */
    private static final class Wandering {
        private final Random random;
        private double chance;

        Wandering(long seed) {
            random = new Random(seed);
        }

        float[] risks() {
            chance = Math.max(0, Math.min(1, chance + 0.3 * random.nextGaussian()));
            float near = (float) (chance * chance);
            return new float[] {(float) chance, (float) Math.max(chance, 0.1), near, (float) (chance * 0.9)};
        }

        @Nullable
        HealthState observed() {
            return switch (random.nextInt(12)) {
                case 0 -> HealthState.RED;
                case 1 -> HealthState.ORANGE;
                case 2 -> null;
                default -> HealthState.GREEN;
            };
        }
    }

    private static Forecast forecast(StandingAlarms alarms, int minute, float[] risks, @Nullable HealthState observed) {
        Instant time = BEGIN.plus(Duration.ofMinutes(minute));
        return new Forecaster(HORIZONS, THRESHOLDS)
                .of("shop", time, risks, 0, observed, alarms.at("shop", time), "too few windows");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987})
    void agentThatIsStartedAnew_saysWhatOneSaysThatWentOn(long first) {
        for (long seed = first; seed < first + 40; seed++) {
            Wandering chances = new Wandering(seed);
            StandingAlarms running = new StandingAlarms(HORIZONS, 10);
            StandingAlarms started = new StandingAlarms(HORIZONS, 10);
            int stopped = 5 + chances.random.nextInt(60);
            List<String> states = new ArrayList<>();
            for (int minute = 0; minute < stopped + 40; minute++) {
                float[] risks = chances.risks();
                HealthState observed = chances.observed();
                Forecast said = forecast(running, minute, risks, observed);
                states.add(said.toString());
                if (minute < stopped) {
                    started.resume(said, THRESHOLDS, observed);
                } else {
                    assertThat(forecast(started, minute, risks, observed).toString())
                            .as("seed %d, stopped at %d, minute %d of %s", seed, stopped, minute, states)
                            .isEqualTo(said.toString());
                }
            }
        }
    }

    @Test
    void whatWasUnknown_endsWhatRang() {
        StandingAlarms alarms = new StandingAlarms(HORIZONS, 10);
        Forecast red = forecast(new StandingAlarms(HORIZONS, 10), 0, new float[] {1, 1, 1, 1}, null);
        alarms.resume(red, THRESHOLDS, null);
        assertThat(alarms.copy("shop").red(THRESHOLDS, 0, 0.3)).isTrue();
        alarms.resume(Forecast.unknown("shop", BEGIN.plusSeconds(60), HORIZONS.horizons(), "stale"), THRESHOLDS, null);
        assertThat(alarms.copy("shop").red(THRESHOLDS, 0, 0.3)).isFalse();
    }
}
