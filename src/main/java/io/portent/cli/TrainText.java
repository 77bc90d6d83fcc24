package io.portent.cli;

import io.portent.agent.Training;
import io.portent.bundle.Card;
import io.portent.bundle.Choice;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of a training, as a person reads it. */
final class TrainText {
    private TrainText() {}

    static String of(Path models, Training.Outcome outcome, double seconds) {
        Card card = outcome.bundle().card();
        StringBuilder report = new StringBuilder();
        if (card.backtest() != null) {
            report.append(String.format(
                    Locale.ROOT,
                    "Scores on %s to %s, of a model trained until then:%n%n",
                    card.backtest().from(),
                    card.backtest().until()));
            report.append(ScoreTable.of(outcome.bundle().horizons(), outcome.scores()));
        }
        report.append(String.format(
                Locale.ROOT,
                "Trained on %s to %s: %,d events in %,d windows of %s, %d templates, %d features, %s.%n",
                card.trainedFrom(),
                card.trainedUntil(),
                card.events(),
                card.windows(),
                Counts.of(card.entities(), "entity", "entities"),
                card.templates(),
                card.features(),
                Counts.onsets(card.onsets())));
        Choice choice = card.choice();
        if (choice != null) {
            report.append(ChoiceText.of(choice));
        }
        report.append(AlarmsText.of(card.alarms()));
        report.append(outcome.labels().entrySet().stream()
                .map(source -> Printable.line(source.getKey(), 60) + " " + source.getValue())
                .collect(Collectors.joining(", ", "Labels by source: ", ".\n")));
        report.append(
                String.format(Locale.ROOT, "Champion: %s in %s, after %.0f s.%n", outcome.version(), models, seconds));
        return report.toString();
    }
}
