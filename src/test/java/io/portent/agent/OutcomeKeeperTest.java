package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Statement;
import io.portent.health.Trust;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.outcome.Interventions;
import io.portent.outcome.Known;
import io.portent.store.ForecastJournal;
import io.portent.store.OutcomeLog;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeKeeperTest {
    private static final Duration HORIZON = Duration.ofMinutes(15);
    private static final int MINUTES = 600;

    private final MemoryStore store = new MemoryStore();
    private final HealthHistory health = new HealthHistory(
            List.of(red(60, 70), red(200, 210), red(400, 410), red(535, 540)),
            List.of(new Intervention("shop", Histories.minute(305))),
            HORIZON,
            Trust.DEFAULT,
            HealthState.GREEN);
    private final Interventions acts = new Interventions(health.interventions());

    private static Statement red(int from, int to) {
        return Statement.of(Histories.label("", HealthState.RED, from, to));
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static Forecast forecast(int minute) {
        boolean rings = minute / 50 % 2 == 1;
        return new Forecast(
                "shop",
                Histories.minute(minute),
                List.of(new HorizonForecast(HORIZON, 0.6, 0, 0.4, rings ? HealthState.RED : HealthState.GREEN)),
                null);
    }

    private OutcomeKeeper keeper(PrometheusMetrics metrics) {
        return new OutcomeKeeper(
                metrics, Duration.ZERO, outcome -> store.outcomes().record(List.of(outcome)));
    }

    private void run(OutcomeKeeper keeper, int minute) {
        Forecast forecast = forecast(minute);
        store.forecasts().record(List.of(new ForecastJournal.Entry(forecast, "m", false)));
        store.forecasts().record(List.of(new ForecastJournal.Entry(forecast, "challenger", true)));
        keeper.observe(forecast, "m", new Known(health.of("shop"), acts));
    }

    private static void addTo(Map<String, Double> counters, PrometheusMetrics metrics) throws IOException {
        StringWriter page = new StringWriter();
        metrics.write(page, null);
        page.toString()
                .lines()
                .filter(line -> line.startsWith("portent_outcome_"))
                .forEach(line -> {
                    int blank = line.lastIndexOf(' ');
                    counters.merge(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)), Double::sum);
                });
    }

    @Test
    void countersAndRecords_sayTheSame() throws IOException {
        PrometheusMetrics metrics = new PrometheusMetrics(5, false);
        OutcomeKeeper keeper = keeper(metrics);
        for (int minute = 0; minute < MINUTES; minute++) {
            run(keeper, minute);
        }
        assertThat(store.outcomes().outcomes(TimeSpan.ALL))
                .extracting(outcome -> outcome.kind() + " " + Duration.between(Histories.START, outcome.time()))
                .containsExactly(
                        "TRUE_ALARM PT1H",
                        "FALSE_ALARM PT1H54M",
                        "TRUE_ALARM PT3H20M",
                        "INTERVENED PT5H14M",
                        "TRUE_ALARM PT6H40M",
                        "FALSE_ALARM PT8H34M",
                        "MISSED_ONSET PT8H55M");
        Map<String, Double> counters = new TreeMap<>();
        addTo(counters, metrics);
        assertThat(counters)
                .containsEntry("portent_outcome_alarms_total", 5.0)
                .containsEntry("portent_outcome_true_alarms_total", 3.0)
                .containsEntry("portent_outcome_onsets_total", 4.0)
                .containsEntry("portent_outcome_missed_onsets_total", 1.0)
                .containsEntry("portent_outcome_intervened_total", 1.0)
                .containsEntry("portent_outcome_lead_seconds_count", 3.0);
    }

    /** Whatever moment the agent is started again at: all outcomes are there, and each was counted once. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void restarts_loseNoOutcomeAndCountNoneTwice(long seed) throws IOException {
        List<OutcomeLog.Outcome> undisturbed = undisturbed();
        Random random = new Random(seed);
        Map<String, Double> counters = new TreeMap<>();
        PrometheusMetrics metrics = new PrometheusMetrics(5, false);
        OutcomeKeeper keeper = keeper(metrics);
        for (int minute = 0; minute < MINUTES; minute++) {
            if (random.nextInt(60) == 0) {
                addTo(counters, metrics);
                metrics = new PrometheusMetrics(5, false);
                keeper = keeper(metrics);
                keeper.resume(store, health, HORIZON, Histories.minute(minute));
            }
            run(keeper, minute);
        }
        addTo(counters, metrics);
        assertThat(store.outcomes().outcomes(TimeSpan.ALL)).isEqualTo(undisturbed);
        assertThat(counters)
                .containsEntry("portent_outcome_alarms_total", 5.0)
                .containsEntry("portent_outcome_onsets_total", 4.0);
    }

    private List<OutcomeLog.Outcome> undisturbed() {
        List<OutcomeLog.Outcome> all = new ArrayList<>();
        OutcomeKeeper keeper = new OutcomeKeeper(new PrometheusMetrics(5, false), Duration.ZERO, all::add);
        for (int minute = 0; minute < MINUTES; minute++) {
            keeper.observe(forecast(minute), "m", new Known(health.of("shop"), acts));
        }
        return all;
    }
}
