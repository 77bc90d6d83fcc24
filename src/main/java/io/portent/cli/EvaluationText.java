package io.portent.cli;

import io.portent.agent.Evaluating;
import io.portent.evaluate.AlarmScore;
import io.portent.evaluate.Assessment;
import io.portent.evaluate.Comparison;
import io.portent.evaluate.Incident;
import io.portent.evaluate.Interval;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Score;
import io.portent.evaluate.Verdict;
import io.portent.evaluate.Warning;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A judgement as a person reads it on a terminal: a table per level and horizon, then the incidents. */
final class EvaluationText {
    /** The page has them all. */
    private static final int INCIDENTS = 40;

    private EvaluationText() {}

    static String of(Evaluating.Outcome outcome) {
        Judgement judgement = outcome.judgement();
        StringBuilder text = new StringBuilder(parts(outcome));
        for (Verdict verdict : judgement.verdicts()) {
            text.append(verdict(judgement, verdict)).append('\n');
        }
        text.append(against(judgement)).append(incidents(judgement));
        return text.toString();
    }

    private static String parts(Evaluating.Outcome outcome) {
        Judgement judgement = outcome.judgement();
        StringBuilder text = new StringBuilder();
        if (outcome.drift() != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "Model %s, trained until %s, on %,d later forecasts:%n",
                    outcome.model(),
                    judgement.parts().get(0).trainedUntil(),
                    judgement.moments()));
        } else {
            text.append(String.format(
                    Locale.ROOT,
                    "Walking forward, %,d forecasts, each by a model that had seen nothing later than its training:%n",
                    judgement.moments()));
            judgement
                    .parts()
                    .forEach(part -> text.append(String.format(
                            Locale.ROOT,
                            "  trained until %s, asked from %s until %s: %,d forecasts%n",
                            part.trainedUntil(),
                            part.from(),
                            part.until(),
                            part.moments())));
        }
        outcome.shortages()
                .forEach(one -> text.append("  not forecast: ").append(one).append('\n'));
        return text.append('\n').toString();
    }

    private static String verdict(Judgement judgement, Verdict verdict) {
        Score own = verdict.own().score();
        String title = String.format(
                Locale.ROOT,
                "%s within %s: %,d moments, an onset follows %,d of them (%.2f %%)%n",
                words(verdict.level()),
                HorizonLabel.of(verdict.horizon()),
                own.questions(),
                own.positives(),
                100 * own.baseRate());
        if (!verdict.scored()) {
            return title + "  nothing to score by\n";
        }
        AlarmScore alarms = own.alarms();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "", "PR-AUC", "90 %", "Brier", "skill", "model's", "log loss", "calibration", "best F1", "warned"));
        verdict.models().forEach((name, one) -> rows.add(row(judgement, name, one, verdict.own(), alarms)));
        return title + Columns.of(rows).indent(2) + (alarms == null ? "" : alarms(alarms, verdict.own()));
    }

    private static String words(HealthState level) {
        return level == HealthState.RED ? "red" : "orange or worse";
    }

    private static List<String> row(
            Judgement judgement, String name, Assessment one, Assessment own, @Nullable AlarmScore alarms) {
        Score score = one.score();
        return List.of(
                name,
                number("%.3f", score.prAuc()),
                interval("%.2f", one.prAuc()),
                number("%.5f", score.brier()),
                number("%.3f", score.skill()),
                name.equals(judgement.model())
                        ? "-"
                        : number("%.3f", own.skill().getOrDefault(name, Double.NaN)),
                number("%.4f", score.logLoss()),
                number("%.4f", score.calibrationError()),
                number("%.2f", score.bestF1()),
                alarms == null
                        ? "-"
                        : (name.equals(judgement.model()) ? alarms.warned() : one.warnedAt(alarms.falseAlarmsPerWeek()))
                                + "/" + alarms.onsets());
    }

    private static String number(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        return Double.isNaN(value) ? "-" : text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    private static String interval(String format, Interval interval) {
        return interval.known() ? number(format, interval.low()) + "-" + number(format, interval.high()) : "-";
    }

    private static String alarms(AlarmScore alarms, Assessment own) {
        Duration lead = alarms.medianLead();
        return String.format(
                Locale.ROOT,
                "  alarms: %d of %d onsets warned of%s%s, %d false alarms (%.1f a week per entity); skill against climatology %s%n",
                alarms.warned(),
                alarms.onsets(),
                own.recall().known()
                        ? String.format(
                                Locale.ROOT,
                                " (%.0f-%.0f %%)",
                                100 * own.recall().low(),
                                100 * own.recall().high())
                        : "",
                lead == null ? "" : ", median lead " + HorizonLabel.of(lead.truncatedTo(ChronoUnit.SECONDS)),
                alarms.falseAlarms(),
                alarms.falseAlarmsPerWeek(),
                interval("%.2f", own.climatology()));
    }

    private static String against(Judgement judgement) {
        StringBuilder text = new StringBuilder();
        judgement.against().forEach((name, one) -> text.append(against(judgement, name, one)));
        return text.append('\n').toString();
    }

    private static String against(Judgement judgement, String name, Comparison one) {
        return String.format(
                Locale.ROOT,
                "%s loses %.1f %% %s than %s over all questions (90 %%: %.1f to %.1f): %s%n",
                judgement.model(),
                100 * Math.abs(one.gain()),
                one.gain() >= 0 ? "less" : "more",
                name,
                100 * one.low(),
                100 * one.high(),
                one.surelyBetter() ? "better" : one.surelyWorse() ? "worse" : "no difference beyond chance");
    }

    private static String incidents(Judgement judgement) {
        List<Incident> all = judgement.seen();
        if (all.isEmpty()) {
            return "No incident in that time.\n";
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("incident", "entity", "onset"));
        judgement.horizons().horizons().forEach(horizon -> head.add("within " + HorizonLabel.of(horizon)));
        head.add("highest");
        rows.add(head);
        all.stream().limit(INCIDENTS).forEach(one -> rows.add(row(judgement, one)));
        return Columns.of(rows)
                + (all.size() > INCIDENTS ? "and " + (all.size() - INCIDENTS) + " more; --report has them\n" : "");
    }

    private static List<String> row(Judgement judgement, Incident incident) {
        List<String> row = new ArrayList<>(List.of(
                words(incident.level()),
                Printable.line(incident.entity(), 40),
                incident.onset().toString()));
        for (Duration horizon : judgement.horizons().horizons()) {
            row.add(incident.warnings().stream()
                    .filter(one -> one.horizon().equals(horizon))
                    .map(EvaluationText::warned)
                    .collect(Collectors.joining()));
        }
        double highest = incident.warnings().stream()
                .mapToDouble(Warning::highest)
                .filter(chance -> !Double.isNaN(chance))
                .max()
                .orElse(Double.NaN);
        row.add(number("%.3f", highest));
        return row;
    }

    private static String warned(Warning warning) {
        Duration lead = warning.lead();
        if (lead != null) {
            return HorizonLabel.of(lead.truncatedTo(ChronoUnit.SECONDS)) + " ahead";
        }
        return warning.asked() ? "missed" : "not asked";
    }
}
