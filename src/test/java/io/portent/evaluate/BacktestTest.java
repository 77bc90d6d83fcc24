package io.portent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.Ringing;
import io.portent.model.Thresholds;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BacktestTest {
    private static final int MINUTES = 400;

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** What is scored is what is said: the probabilities and states of the forecaster, moment by moment. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void scores_areThoseOfTheForecastsAsPublished(long seed) {
        Random random = new Random(seed);
        HealthHistory health = new HealthHistory(Histories.incidents("shop", MINUTES, 40 + random.nextInt(60)), null);
        EncodedRun run = Runs.encoded(Histories.windows("shop", 0, MINUTES, minute -> 0), health);
        float[] risks = new float[6 * MINUTES];
        for (int i = 0; i < risks.length; i++) {
            risks[i] = random.nextFloat();
        }
        Thresholds thresholds = new Thresholds(
                List.of(0.9, 0.8, 0.7), List.of(0.6, 0.95, 0.9), List.of(0.8, 0.4, 0.7), List.of(0.3, 0.9, 0.9));
        Backtest backtest =
                new Backtest(Runs.HORIZONS, health, List.of(new Backtest.Asked(run, 0, MINUTES)), asked -> risks);

        List<Score> scores = backtest.scores(thresholds);

        Forecaster forecaster = new Forecaster(Runs.HORIZONS, thresholds);
        for (int level = 0; level < 2; level++) {
            HealthState state = level == 0 ? HealthState.ORANGE : HealthState.RED;
            for (int h = 0; h < 3; h++) {
                double squares = 0;
                int n = 0;
                int alarms = 0;
                boolean before = false;
                Ringing ringing = new Ringing(3);
                for (int step = 0; step < MINUTES; step++) {
                    int outcome = io.portent.dataset.Hazards.outcome(run, Runs.HORIZONS, step, level, h);
                    Forecast forecast = forecaster.of(
                            "shop", Histories.minute(step), risks, 6 * step, run.state(step), ringing, "none");
                    if (outcome >= 0) {
                        double chance = level == 0
                                ? 1 - forecast.horizons().get(h).green()
                                : forecast.horizons().get(h).red();
                        HealthState said = forecast.horizons().get(h).state();
                        boolean alarm = said != null && said.atLeast(state);
                        squares += Math.pow(chance - outcome, 2);
                        n++;
                        alarms += alarm && !before ? 1 : 0;
                        before = alarm;
                    }
                }
                Score score = scores.get(3 * level + h);
                AlarmScore rung = score.alarms();
                assertThat(score.brier()).isCloseTo(squares / n, within(1e-6));
                assertThat(rung).isNotNull();
                if (rung != null) {
                    assertThat(rung.alarms()).isEqualTo(alarms);
                }
            }
        }
    }
}
