package io.portent.agent;

import io.portent.bundle.Card;
import io.portent.bundle.CardAlarms;
import io.portent.bundle.Choice;
import io.portent.bundle.file.ModelDirectory;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import java.util.Locale;

/** A model in a sentence or three, for the page: what serves and why, and what may be expected of its alarms. */
final class ModelWords {
    private ModelWords() {}

    static String of(ModelDirectory.Named named) {
        Card card = named.bundle().card();
        StringBuilder words = new StringBuilder(named.version());
        Choice choice = card.choice();
        if (choice != null) {
            words.append(". ").append(choice.chosen()).append(" serves: ").append(choice.reason());
        }
        for (CardAlarms one : card.alarms()) {
            if (one.level() == HealthState.RED && one.onsets() > 0) {
                words.append(". ").append(alarms(one));
            }
        }
        return words.toString();
    }

    private static String alarms(CardAlarms one) {
        String horizon = HorizonLabel.of(one.horizon());
        Double half = one.atHalf();
        if (half != null) {
            return String.format(
                    Locale.ROOT,
                    "Red within %s: the alarm budget allows %d of %d onsets; best: half of them at %.1f false alarms a week",
                    horizon,
                    one.warned(),
                    one.onsets(),
                    half);
        }
        return String.format(
                Locale.ROOT,
                "Red within %s: warned of %d of %d onsets at %.1f false alarms a week",
                horizon,
                one.warned(),
                one.onsets(),
                one.falseAlarmsPerWeek());
    }
}
