package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ThinnedTest {
    private static final Instant SINCE = Instant.parse("2026-03-04T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isBounded_inOrder_andLosesNoAlarm(int seed) {
        Random random = new Random(seed);
        Duration span = Duration.ofSeconds(1 + random.nextInt(3_000_000));
        int most = 1 + random.nextInt(50);
        Thinned thinned = new Thinned(SINCE, SINCE.plus(span), most);
        List<Forecast> all = new ArrayList<>();
        long at = 0;
        while (at < span.toMillis()) {
            all.add(forecast(SINCE.plusMillis(at), random.nextInt(4)));
            at += 1 + random.nextLong(span.toMillis() / 100 + 2);
        }
        all.forEach(thinned::take);
        List<Forecast> kept = thinned.kept();
        assertThat(kept)
                .hasSizeLessThanOrEqualTo(most)
                .isSubsetOf(all)
                .isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
        for (Forecast one : all) {
            long step = Duration.between(SINCE, one.time()).dividedBy(thinned.step());
            assertThat(kept)
                    .as("something as bad in the step of %s", one)
                    .anyMatch(other -> Duration.between(SINCE, other.time()).dividedBy(thinned.step()) == step
                            && badness(other) >= badness(one));
        }
    }

    private static Forecast forecast(Instant time, int kind) {
        return switch (kind) {
            case 0 -> new Forecast("shop", time, List.of(new HorizonForecast(HOUR, 1, 0, 0, HealthState.GREEN)), null);
            case 1 -> Forecast.unknown("shop", time, List.of(HOUR), "no reason");
            case 2 -> new Forecast("shop", time, List.of(new HorizonForecast(HOUR, 0, 1, 0, HealthState.ORANGE)), null);
            default -> new Forecast("shop", time, List.of(new HorizonForecast(HOUR, 0, 0, 1, HealthState.RED)), null);
        };
    }

    private static int badness(Forecast forecast) {
        HealthState state = forecast.horizons().get(0).state();
        return state == null ? 1 : state == HealthState.GREEN ? 0 : state == HealthState.ORANGE ? 2 : 3;
    }
}
