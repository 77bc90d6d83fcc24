package io.portent.cli;

import io.portent.bundle.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a kind of model serves, as a person reads it. */
final class ChoiceText {
    private ChoiceText() {}

    static String of(Choice choice) {
        StringBuilder text = new StringBuilder();
        text.append(String.format("Serves: %s, %s.%n", choice.chosen(), choice.reason()));
        if (choice.candidates().size() > 2) {
            text.append(String.format(
                    "Compared within the training time, learnt anew %d times, each time asked about what came next:%n",
                    choice.folds()));
            text.append(Columns.of(rows(choice)));
        }
        return text.toString();
    }

    private static List<List<String>> rows(Choice choice) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MODEL", "LOG LOSS SAVED", "90 % INTERVAL"));
        for (Choice.Candidate one : choice.candidates()) {
            rows.add(List.of(
                    one.name(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * one.gain()),
                    String.format(Locale.ROOT, "%+.1f to %+.1f", 100 * one.low(), 100 * one.high())));
        }
        return rows;
    }
}
