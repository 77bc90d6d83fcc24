package io.portent.cli;

import io.portent.bundle.CardAlarms;
import io.portent.metrics.HorizonLabel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the alarm budget came to, as a person reads it. */
final class AlarmsText {
    private AlarmsText() {}

    static String of(List<CardAlarms> alarms) {
        if (alarms.isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LEVEL", "HORIZON", "WARNED OF", "FALSE ALARMS A WEEK", "MEDIAN LEAD", ""));
        for (CardAlarms one : alarms) {
            rows.add(List.of(
                    one.level().label(),
                    HorizonLabel.of(one.horizon()),
                    one.warned() + " of " + one.onsets(),
                    number(one.falseAlarmsPerWeek()),
                    lead(one.medianLead()),
                    remark(one)));
        }
        return "Alarms within the budget, on the training time, by answers that had not learnt from it:\n"
                + Columns.of(rows);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String lead(@Nullable Duration lead) {
        return lead == null ? "-" : HorizonLabel.of(lead.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Said where the budget leaves most onsets unwarned: what it would take to be of use. */
    private static String remark(CardAlarms one) {
        Double half = one.atHalf();
        if (half != null) {
            return String.format(Locale.ROOT, "best: half of them at %.1f false alarms a week", half);
        }
        return one.onsets() > 0 && one.recall() < 0.5 ? "no threshold warns of half of them" : "";
    }
}
