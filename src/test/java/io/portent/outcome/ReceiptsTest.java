package io.portent.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.LabelTruth;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Label;
import io.portent.health.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptsTest {
    private static final Duration HORIZON = Duration.ofMinutes(10);
    private static final int MINUTES = 200;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static HealthHistory green(Label... incidents) {
        return new HealthHistory(List.of(incidents), HealthState.GREEN);
    }

    private static Receipts receipts(HealthHistory health, long until) {
        return new Receipts(health, Duration.ZERO, Histories.minute(until));
    }

    private static void say(Receipts receipts, String entity, String model, boolean shadow, long from, String words) {
        for (int i = 0; i < words.length(); i++) {
            receipts.take(Spoken.at(entity, from + i, words.charAt(i), HORIZON), model, shadow);
        }
    }

    @Test
    void weekOfForecasts_isAddedUpByModelAndEntity() {
        Receipts receipts = receipts(
                green(
                        Histories.label("shop", HealthState.RED, 15, 20),
                        Histories.label("shop", HealthState.RED, 75, 80),
                        Histories.label("cart", HealthState.RED, 30, 40)),
                100);
        say(receipts, "shop", "one", false, 0, ".".repeat(10) + "r".repeat(5) + "R".repeat(5) + ".".repeat(30));
        say(receipts, "shop", "two", false, 50, "r" + ".".repeat(49));
        say(receipts, "cart", "one", false, 0, ".".repeat(100));
        say(receipts, "cart", "two", true, 0, ".".repeat(25) + "rr" + ".".repeat(73));

        ReceiptTable table = receipts.table();

        assertThat(table.served().failures()).isEqualTo(3);
        assertThat(table.served().warned()).isEqualTo(1);
        assertThat(table.served().falseAlarms()).isEqualTo(1);
        assertThat(table.served().medianLead()).isEqualTo(Duration.ofMinutes(5));
        assertThat(table.served().watched()).isEqualTo(Duration.ofMinutes(200));
        assertThat(table.models())
                .extracting(one -> one.model() + (one.shadow() ? " shadow " : " ")
                        + one.all().failures() + " "
                        + one.all().warned() + " " + one.all().falseAlarms() + " "
                        + one.all().watched())
                .containsExactly("one 2 1 0 PT2H30M", "two 1 0 1 PT50M", "two shadow 1 1 0 PT1H40M");
        assertThat(table.models().get(0).entities().keySet()).containsExactlyInAnyOrder("cart", "shop");
        assertThat(table.models().get(0).entities().get("cart"))
                .extracting(Tally::failures, Tally::warned)
                .containsExactly(1, 0);
    }

    @Test
    void falseAlarmsPerWeek_countTheTimeThatWasWatched_notTheHolesInIt() {
        Receipts receipts = receipts(green(), 100_000);
        say(receipts, "shop", "one", false, 0, "r" + ".".repeat(7 * 24 * 60 / 2 - 1));
        say(receipts, "shop", "one", false, 50_000, ".".repeat(7 * 24 * 60 / 2));

        Tally tally = receipts.table().served();

        assertThat(tally.watched())
                .isEqualTo(Duration.ofDays(7).plus(HORIZON.multipliedBy(2)).minusMinutes(2));
        assertThat(tally.falseAlarmsPerWeek()).isCloseTo(1, within(0.01));
        assertThat(receipts(green(), 10).table().served().falseAlarmsPerWeek()).isNaN();
    }

    @Test
    void whatHasNotEnded_isLeftOut() {
        Receipts receipts = receipts(green(Histories.label("", HealthState.RED, 30, 40)), 25);
        say(receipts, "shop", "one", false, 0, ".".repeat(24) + "r".repeat(20));

        ReceiptTable table = receipts.table();

        assertThat(table.outcomes()).isEmpty();
        assertThat(table.standing()).isEqualTo(1);
        assertThat(table.models().get(0).calibration())
                .extracting(Calibration::forecasts)
                .containsExactly(21, 16);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void calibration_isThatOfEveryForecastWhoseHorizonIsLabelled(long seed) {
        Random random = new Random(seed);
        List<Label> labels = Histories.randomLabels(random, "", MINUTES, 3 + random.nextInt(8));
        LabelTruth truth = new LabelTruth(labels, HealthState.RED);
        Instant until = Histories.minute(random.nextInt(MINUTES));
        Receipts receipts = new Receipts(new HealthHistory(labels, null), Duration.ZERO, until);
        double squares = 0;
        double expected = 0;
        int observed = 0;
        int count = 0;
        List<double[]> answered = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant now = Histories.minute(minute);
            double chance = random.nextInt(11) / 11.0;
            receipts.take(of(now, chance), "m", false);
            int outcome = truth.question(now, Duration.ZERO, HORIZON);
            if (outcome >= 0 && !now.plus(HORIZON).isAfter(until)) {
                squares += Math.pow(chance - outcome, 2);
                expected += chance;
                observed += outcome;
                count++;
                answered.add(new double[] {chance, outcome});
            }
        }

        List<ModelReceipt> models = receipts.table().models();
        List<Calibration> calibration =
                models.isEmpty() ? List.of() : models.get(0).calibration();

        assertThat(calibration).hasSize(count == 0 ? 0 : 1);
        for (Calibration one : calibration) {
            assertThat(one.forecasts()).isEqualTo(count);
            assertThat(one.observed()).isEqualTo(observed);
            assertThat(one.expected()).isCloseTo(expected, within(1e-9));
            assertThat(one.brier()).isCloseTo(squares / count, within(1e-9));
            assertThat(one.error()).isCloseTo(error(answered), within(1e-9));
        }
    }

    private static double error(List<double[]> answered) {
        double sum = 0;
        for (int bin = 0; bin < 10; bin++) {
            double gap = 0;
            for (double[] one : answered) {
                gap += Math.min(9, (int) (one[0] * 10)) == bin ? one[0] - one[1] : 0;
            }
            sum += Math.abs(gap);
        }
        return sum / answered.size();
    }

    private static Forecast of(Instant time, double red) {
        return new Forecast(
                "shop", time, List.of(new HorizonForecast(HORIZON, 1 - red, 0, red, HealthState.GREEN)), null);
    }

    @Test
    void forecastsBeforeAnIntervention_areNoEvidenceAgainstTheChances() {
        HealthHistory acted = new HealthHistory(
                List.of(),
                List.of(new Intervention("shop", Histories.minute(30))),
                Duration.ZERO,
                Trust.DEFAULT,
                HealthState.GREEN);
        Receipts receipts = receipts(acted, 100);
        say(receipts, "shop", "one", false, 0, ".".repeat(60));

        assertThat(receipts.table().models().get(0).calibration())
                .extracting(Calibration::forecasts)
                .containsExactly(60 - 6, 60 - 11);
    }
}
