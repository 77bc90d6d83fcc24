package io.portent.evaluate;

import io.portent.outcome.Calibration;
import io.portent.outcome.Reliability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The measures of probabilistic forecasts. */
final class Scoring {
    private static final double LEAST = 1e-6;

    static final Comparator<Question> FROM_THE_HIGHEST = Comparator.comparingDouble((Question q) -> -q.chance());

    private Scoring() {}

    static Score of(List<Question> questions, @Nullable AlarmScore alarms) {
        int positives = (int) questions.stream().filter(Question::onset).count();
        List<Question> ranked = new ArrayList<>(questions);
        ranked.sort(FROM_THE_HIGHEST);
        Calibration calibration = calibration(questions, Duration.ZERO);
        return new Score(
                questions.size(),
                positives,
                averagePrecision(ranked, positives),
                calibration.brier(),
                logLoss(questions),
                calibration.error(),
                bestF1(ranked, positives),
                alarms);
    }

    /** Sum over distinct chances of (recall gained) x (precision there); ties are taken together. */
    private static double averagePrecision(List<Question> ranked, int positives) {
        if (positives == 0) {
            return Double.NaN;
        }
        double sum = 0;
        int hits = 0;
        int i = 0;
        while (i < ranked.size()) {
            int j = i;
            int gained = 0;
            while (j < ranked.size() && ranked.get(j).chance() == ranked.get(i).chance()) {
                gained += ranked.get(j++).onset() ? 1 : 0;
            }
            hits += gained;
            sum += (double) gained / positives * hits / j;
            i = j;
        }
        return sum;
    }

    private static double logLoss(List<Question> questions) {
        double sum = 0;
        for (Question question : questions) {
            sum += logLoss(question);
        }
        return sum / questions.size();
    }

    static double logLoss(Question question) {
        double right = question.onset() ? question.chance() : 1 - question.chance();
        return -Math.log(Math.max(LEAST, Math.min(1 - LEAST, right)));
    }

    static Calibration calibration(List<Question> questions, Duration horizon) {
        Reliability reliability = new Reliability();
        for (Question question : questions) {
            reliability.add(question.chance(), question.onset());
        }
        return reliability.of(horizon);
    }

    /** Ties are taken together: no threshold can part them. */
    private static double bestF1(List<Question> ranked, int positives) {
        double best = 0;
        int hits = 0;
        for (int i = 0; i < ranked.size(); i++) {
            hits += ranked.get(i).onset() ? 1 : 0;
            boolean tied = i + 1 < ranked.size()
                    && ranked.get(i + 1).chance() == ranked.get(i).chance();
            if (!tied) {
                best = Math.max(best, 2.0 * hits / (i + 1 + positives));
            }
        }
        return positives == 0 ? Double.NaN : best;
    }
}
