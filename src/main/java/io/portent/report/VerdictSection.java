package io.portent.report;

import io.portent.dataset.Horizons;
import io.portent.evaluate.AlarmScore;
import io.portent.evaluate.Assessment;
import io.portent.evaluate.CurvePoint;
import io.portent.evaluate.DetectionPoint;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Score;
import io.portent.evaluate.Verdict;
import io.portent.heatmap.Harmless;
import io.portent.outcome.Calibration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One level within one horizon: all models in a table, and four figures of which each has its numbers beside it. */
final class VerdictSection {
    private final Judgement judgement;
    private final Function<Duration, String> label;

    VerdictSection(Judgement judgement, Function<Duration, String> label) {
        this.judgement = judgement;
        this.label = label;
    }

    static String id(Verdict verdict, Horizons horizons) {
        return verdict.level().label() + "-" + horizons.horizons().indexOf(verdict.horizon());
    }

    String title(Verdict verdict) {
        return Words.sign(verdict.level()) + " " + Words.level(verdict.level()) + " within "
                + label.apply(verdict.horizon());
    }

    /** @param index of the verdict in the judgement */
    String html(Verdict verdict, int index, boolean open) {
        StringBuilder out = new StringBuilder("<details class=\"kind\" id=\"")
                .append(id(verdict, judgement.horizons()))
                .append(open ? "\" open>" : "\">")
                .append("<summary><h2>")
                .append(Harmless.html(title(verdict)))
                .append("</h2></summary>\n");
        Score own = verdict.own().score();
        out.append("<p>")
                .append(Harmless.html(String.format(
                        Locale.ROOT,
                        "%,d moments were asked about; an onset followed %,d of them: a base rate of %s.",
                        own.questions(),
                        own.positives(),
                        Words.percent(own.baseRate()))))
                .append("</p>\n");
        if (!verdict.scored()) {
            return out.append("<p>Nothing to score by: no onset, or no quiet moment.</p></details>\n")
                    .toString();
        }
        out.append(models(verdict)).append(alarms(verdict)).append("<div class=\"figures\">\n");
        out.append(figure(
                "pr",
                index,
                "Precision and recall",
                "Of the moments before an onset, how many are found (across), and how many of those found are right (up). The dotted line is the base rate.",
                curve(verdict.own())));
        out.append(figure(
                "reliability",
                index,
                "Reliability",
                "How often an onset followed (up) where that chance was given (across). On the line, a chance is what it says.",
                reliability(verdict.own())));
        out.append(figure(
                "detection",
                index,
                "Onsets warned of against false alarms",
                "By thresholds chosen with hindsight, from certainty down, while alarms stand for less than a quarter of the quiet time. The cross is the model at its own threshold.",
                detection(verdict)));
        out.append(figure("leads", index, "Lead times", "How long before the onset the alarm began.", leads(verdict)));
        return out.append("</div></details>\n").toString();
    }

    private String models(Verdict verdict) {
        Table table = new Table(
                "All models, asked the same",
                List.of(
                        "model",
                        "PR-AUC",
                        "90 % interval",
                        "Brier",
                        "skill against the base rate",
                        "skill against climatology (90 %)",
                        judgement.model() + "'s skill against it",
                        "log loss",
                        "calibration error",
                        "best F1",
                        "onsets warned of"));
        AlarmScore alarms = verdict.own().score().alarms();
        verdict.models()
                .forEach((name, one) -> table.row(row(verdict, name, one, alarms), name.equals(judgement.model())));
        return table.end();
    }

    private List<String> row(Verdict verdict, String name, Assessment one, @Nullable AlarmScore alarms) {
        Score score = one.score();
        Assessment own = verdict.own();
        String against = name.equals(judgement.model())
                ? "–"
                : Words.number("%.3f", own.skill().getOrDefault(name, Double.NaN));
        String warned = alarms == null
                ? "–"
                : (name.equals(judgement.model()) ? alarms.warned() : one.warnedAt(alarms.falseAlarmsPerWeek()))
                        + " of " + alarms.onsets();
        return List.of(
                name,
                Words.number("%.3f", score.prAuc()),
                Words.interval("%.2f", one.prAuc()),
                Words.number("%.5f", score.brier()),
                Words.number("%.3f", score.skill()),
                Words.interval("%.2f", one.climatology()),
                against,
                Words.number("%.4f", score.logLoss()),
                Words.number("%.4f", score.calibrationError()),
                Words.number("%.2f", score.bestF1()),
                warned);
    }

    private static String alarms(Verdict verdict) {
        AlarmScore alarms = verdict.own().score().alarms();
        if (alarms == null) {
            return "";
        }
        Duration lead = alarms.medianLead();
        String recall = verdict.own().recall().known()
                ? " (90 %: " + Words.percent(verdict.own().recall().low()) + " to "
                        + Words.percent(verdict.own().recall().high()) + ")"
                : "";
        String text = String.format(
                Locale.ROOT,
                "Alarms: %d of %d onsets warned of%s%s; %d of %d alarms were false, %s per entity and week."
                        + " Onsets of the other models are those that they could have warned of at no more false alarms, by thresholds chosen with hindsight, without standing for more than 5 %% of the quiet time."
                        + " Intervals are of a bootstrap over %d blocks of time.",
                alarms.warned(),
                alarms.onsets(),
                recall,
                lead == null ? "" : ", the median " + Words.length(lead) + " ahead",
                alarms.falseAlarms(),
                alarms.alarms(),
                Words.number("%.2f", alarms.falseAlarmsPerWeek()),
                verdict.blocks());
        return "<p>" + Harmless.html(text) + "</p>\n";
    }

    /** A plot that the script fills, and its numbers for whoever does not see it. */
    static String figure(String kind, int index, String title, String how, String numbers) {
        return "<figure data-plot=\"" + kind + "\" data-index=\"" + index + "\"><h3>" + Harmless.html(title)
                + "</h3>\n<div class=\"plot\" tabindex=\"0\" role=\"img\" aria-label=\"" + Harmless.html(title)
                + "; arrow keys go from point to point\"></div>\n<p class=\"said\" aria-live=\"polite\"></p>\n"
                + (how.isEmpty() ? "" : "<figcaption>" + Harmless.html(how) + "</figcaption>\n")
                + (numbers.isEmpty() ? "" : "<details><summary>Numbers</summary>" + numbers + "</details>\n")
                + "</figure>\n";
    }

    private static String curve(Assessment own) {
        Table table =
                new Table("Precision and recall of the model", List.of("from this chance on", "recall", "precision"));
        double last = -1;
        for (CurvePoint point : own.curve()) {
            if (point.recall() - last >= 0.05 || point.recall() == 1) {
                table.row(List.of(
                        Words.number("%.4f", point.threshold()),
                        Words.percent(point.recall()),
                        Words.percent(point.precision())));
                last = point.recall();
            }
        }
        return table.end();
    }

    private static String reliability(Assessment own) {
        Table table = new Table(
                "Chances of the model by what they came to",
                List.of("part", "answers", "mean chance", "onset followed", "expected", "observed"));
        for (int i = 0; i < own.calibration().bins().size(); i++) {
            table.row(bin(
                    i / 10.0 + " to " + (i + 1) / 10.0, own.calibration().bins().get(i)));
        }
        for (int i = 0; i < own.counted().size(); i++) {
            table.row(bin("by count, " + (i + 1), own.counted().get(i)));
        }
        return table.end();
    }

    private static List<String> bin(String name, Calibration.Bin bin) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%,d", bin.forecasts()),
                Words.percent(bin.expected() / bin.forecasts()),
                Words.percent((double) bin.observed() / bin.forecasts()),
                Words.number("%.1f", bin.expected()),
                Integer.toString(bin.observed()));
    }

    private static String detection(Verdict verdict) {
        Table table = new Table(
                "Onsets warned of against false alarms of the model",
                List.of("from this chance on", "warned of", "false alarms per entity-week", "quiet time in alarm"));
        for (DetectionPoint point : verdict.own().detection()) {
            table.row(List.of(
                    Words.number("%.4f", point.threshold()),
                    point.warned() + " of " + point.onsets(),
                    Words.number("%.2f", point.falseAlarmsPerWeek()),
                    Words.percent(point.quietInAlarm())));
        }
        return table.end();
    }

    private String leads(Verdict verdict) {
        Table table = new Table("Incidents by lead time", List.of("up to", "incidents"));
        List<Integer> counts = LeadCounts.of(judgement, verdict);
        for (int i = 0; i < counts.size(); i++) {
            table.row(List.of(
                    Words.length(LeadCounts.part(verdict).multipliedBy(i + 1L)),
                    counts.get(i).toString()));
        }
        return table.end();
    }
}
