package io.portent.cli;

import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.evaluate.AlarmScore;
import io.portent.evaluate.Score;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores as a person reads them: per horizon the network and every baseline, on the same moments. */
final class ScoreTable {
    private ScoreTable() {}

    static String of(Horizons horizons, Map<String, List<Score>> scores) {
        return of(horizons, scores, HazardTargets.LEVELS);
    }

    /** What pages people: the failures alone. */
    static String red(Horizons horizons, Map<String, List<Score>> scores) {
        return of(horizons, scores, List.of(HealthState.RED));
    }

    private static String of(Horizons horizons, Map<String, List<Score>> scores, List<HealthState> levels) {
        StringBuilder table = new StringBuilder();
        int count = horizons.horizons().size();
        for (int i = 0; i < HazardTargets.LEVELS.size() * count; i++) {
            HealthState level = HazardTargets.LEVELS.get(i / count);
            if (!levels.contains(level)) {
                continue;
            }
            Duration horizon = horizons.horizons().get(i % count);
            Score own = scores.values().iterator().next().get(i);
            if (own.questions() > 0 && own.positives() > 0) {
                one(table, title(level, horizon, own), i, scores);
            } else {
                table.append(title(level, horizon, own)).append("  nothing to score by\n\n");
            }
        }
        return table.toString();
    }

    private static String title(HealthState level, Duration horizon, Score score) {
        return String.format(
                Locale.ROOT,
                "%s within %s: %,d moments, an onset follows %,d of them (%.2f %%)%n",
                level == HealthState.RED ? "red" : "orange or worse",
                HorizonLabel.of(horizon),
                score.questions(),
                score.positives(),
                100 * score.baseRate());
    }

    private static void one(StringBuilder table, String title, int i, Map<String, List<Score>> scores) {
        table.append(title);
        table.append(String.format(
                "  %-13s %7s %12s %9s %12s %8s%n", "", "PR-AUC", "Brier skill", "log loss", "calibration", "best F1"));
        scores.forEach((name, list) -> {
            Score score = list.get(i);
            table.append(String.format(
                    Locale.ROOT,
                    "  %-13s %7.3f %12.3f %9.4f %12.4f %8.2f%n",
                    name,
                    score.prAuc(),
                    score.skill(),
                    score.logLoss(),
                    score.calibrationError(),
                    score.bestF1()));
        });
        AlarmScore alarms = scores.values().iterator().next().get(i).alarms();
        if (alarms != null) {
            table.append(alarms(alarms));
        }
        table.append('\n');
    }

    private static String alarms(AlarmScore alarms) {
        Duration lead = alarms.medianLead();
        return String.format(
                Locale.ROOT,
                "  alarms: %d of %d onsets warned of%s, %d false alarms (%.1f a week per entity)%n",
                alarms.warned(),
                alarms.onsets(),
                lead == null
                        ? ""
                        : ", median lead " + HorizonLabel.of(lead.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)),
                alarms.falseAlarms(),
                alarms.falseAlarmsPerWeek());
    }
}
