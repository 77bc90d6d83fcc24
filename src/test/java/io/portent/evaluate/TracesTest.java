package io.portent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
    private static final int MINUTES = 997;

    /** Whatever is left out, no alarm and no peak is. */
    @ParameterizedTest(name = "{0} pieces")
    @ValueSource(ints = {1, 7, 100, 997, 5000})
    void aThinnedTrace_keepsTheWorstOfEachPiece(int most) {
        Random random = new Random(most);
        double[] red = new double[MINUTES];
        Traces traces = new Traces(1);
        for (int minute = 0; minute < MINUTES; minute++) {
            red[minute] = (float) random.nextDouble();
            HealthState state = red[minute] > 0.95 ? HealthState.RED : HealthState.GREEN;
            boolean unknown = random.nextInt(4) == 0;
            red[minute] = unknown ? Double.NaN : red[minute];
            traces.accept(
                    unknown
                            ? Forecast.unknown("shop", Histories.minute(minute), List.of(Duration.ofHours(1)), "why")
                            : new Forecast(
                                    "shop",
                                    Histories.minute(minute),
                                    List.of(new HorizonForecast(
                                            Duration.ofHours(1), 1 - red[minute], 0, red[minute], state)),
                                    null));
        }

        Trace trace = traces.of("shop", most);

        assertThat(trace.size()).isLessThanOrEqualTo(Math.min(most, MINUTES)).isGreaterThan(0);
        int minute = 0;
        for (int piece = 0; piece < trace.size(); piece++) {
            double worst = Double.NaN;
            for (; minute < MINUTES && !Histories.minute(minute).isAfter(trace.time(piece)); minute++) {
                worst = Double.isNaN(worst) || red[minute] > worst ? red[minute] : worst;
            }
            assertThat(trace.red(piece, 0)).isEqualTo(Double.valueOf(worst));
            assertThat(trace.state(piece, 0)).isEqualTo(Double.isNaN(worst) ? -1 : worst > 0.95 ? 2 : 0);
        }
        assertThat(minute).isEqualTo(MINUTES);
        assertThat(traces.of("cart", 10).size()).isZero();
    }
}
