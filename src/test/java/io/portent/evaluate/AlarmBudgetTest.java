package io.portent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.LabelTruth;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmBudgetTest {
    private static final Duration HORIZON = Duration.ofMinutes(30);
    private static final int MINUTES = 7 * 24 * 60;
    private static final AlarmBudget ONE_A_WEEK = new AlarmBudget(1, Duration.ofDays(7));
    /** Red follows a quarter of an hour after each but the last. */
    private static final List<Integer> SIGNS = List.of(1000, 2500, 4000, 5500, 7000);

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private final List<Label> labels = new ArrayList<>(List.of(Histories.label("", HealthState.GREEN, 0, MINUTES)));

    private List<Question> asked(IntToDoubleFunction chance) {
        LabelTruth truth = new LabelTruth(labels, HealthState.RED);
        List<Question> questions = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            int outcome = truth.question(Histories.minute(minute), Duration.ZERO, HORIZON);
            if (outcome >= 0) {
                questions.add(new Question(
                        "shop", Histories.minute(minute), chance.applyAsDouble(minute), outcome == 1, false, false));
            }
        }
        return questions;
    }

    private double threshold(List<Question> questions, AlarmBudget budget) {
        return choose(questions, budget).threshold();
    }

    private AlarmChoice choose(List<Question> questions, AlarmBudget budget) {
        return budget.choose(questions, new HealthHistory(labels, null), HealthState.RED, Duration.ZERO, HORIZON);
    }

    private AlarmScore score(List<Question> questions, double threshold) {
        return score(questions, Question.alarms(questions, threshold, threshold));
    }

    private AlarmScore score(List<Question> questions, BitSet alarms) {
        return new AlarmScoring(questions, new HealthHistory(labels, null), HealthState.RED, Duration.ZERO, HORIZON)
                .score(alarms::get);
    }

    private void redAfterSigns() {
        SIGNS.subList(0, 4).forEach(sign -> labels.add(Histories.label("", HealthState.RED, sign + 15, sign + 30)));
    }

    private static boolean nearSign(int minute) {
        return SIGNS.stream().anyMatch(sign -> minute >= sign && minute < sign + 5);
    }

    @Test
    void clearSigns_areRungForWithinTheBudget() {
        redAfterSigns();
        List<Question> questions = asked(minute -> nearSign(minute) ? 0.6 : 0.01);

        double threshold = threshold(questions, new AlarmBudget(2, Duration.ofDays(7)));

        assertThat(threshold).isEqualTo(0.6);
        assertThat(score(questions, threshold).warned()).isEqualTo(4);
    }

    @Test
    void constantChance_doesNotRingForEver() {
        redAfterSigns();
        List<Question> questions = asked(minute -> 0.05);

        assertThat(threshold(questions, ONE_A_WEEK)).isGreaterThan(0.05);
    }

    @Test
    void quietTimeLooksWorseThanBeforeOnsets_theBudgetHoldsAllTheSame() {
        redAfterSigns();
        List<Question> questions = asked(minute -> minute % 40 == 0 ? 0.9 : nearSign(minute) ? 0.1 : 0.01);

        double threshold = threshold(questions, ONE_A_WEEK);

        assertThat(score(questions, threshold).falseAlarmsPerWeek()).isLessThanOrEqualTo(1.01);
    }

    @Test
    void certainButWrong_neverRings() {
        redAfterSigns();
        List<Question> questions = asked(minute -> minute % 40 == 0 ? 1 : 0.01);

        assertThat(threshold(questions, ONE_A_WEEK)).isGreaterThan(1);
    }

    @Test
    void noOnset_onlyNearCertaintyRings() {
        List<Question> questions = asked(minute -> 0.2);

        assertThat(threshold(questions, ONE_A_WEEK)).isGreaterThanOrEqualTo(0.5);
        assertThat(threshold(List.of(), ONE_A_WEEK)).isGreaterThanOrEqualTo(0.5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyChances_keepTheBudgetOnTheQuestionsItWasChosenBy(long seed) {
        Random random = new Random(seed);
        redAfterSigns();
        double noise = random.nextDouble();
        List<Question> questions = asked(
                minute -> Math.min(1, random.nextDouble() * noise + (nearSign(minute) ? random.nextDouble() : 0)));
        AlarmBudget budget = new AlarmBudget(1 + random.nextInt(5), Duration.ofDays(1 + random.nextInt(7)));

        AlarmChoice choice = choose(questions, budget);

        BitSet rung = Question.alarms(questions, choice.threshold(), choice.kept());
        double allowed = budget.falseAlarms() * 7 / budget.per().toDays();
        assertThat(score(questions, rung).falseAlarmsPerWeek())
                .isLessThanOrEqualTo(allowed)
                .isEqualTo(choice.falseAlarmsPerWeek());
        assertThat(score(questions, rung).warned()).isEqualTo(choice.warned());
        long quiet = questions.stream().filter(q -> !q.onset()).count();
        long ringing = rung.stream().filter(i -> !questions.get(i).onset()).count();
        assertThat((double) ringing / quiet).isLessThanOrEqualTo(0.25);
    }
}
