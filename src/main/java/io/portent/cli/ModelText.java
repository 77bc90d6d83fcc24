package io.portent.cli;

import io.portent.bundle.Card;
import io.portent.bundle.CardScore;
import io.portent.bundle.Choice;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.ModelSummary;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stored models as a person reads them. */
final class ModelText {
    private ModelText() {}

    static String table(List<ModelSummary> models) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("VERSION", "ALIAS", "TRAINED UNTIL", "SKILL (red)", "WHY"));
        for (ModelSummary model : models) {
            Card card = model.card();
            rows.add(List.of(
                    model.version(),
                    String.join(",", model.aliases()),
                    card == null ? "-" : card.trainedUntil().toString(),
                    card == null ? "-" : skill(model, card),
                    why(model)));
        }
        return columns(rows);
    }

    /** Columns as wide as they need, but for the last, which ends each line. */
    static String columns(List<List<String>> rows) {
        int last = rows.get(0).size() - 1;
        int[] widths = new int[last];
        for (List<String> row : rows) {
            for (int i = 0; i < last; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < last; i++) {
                text.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(row.get(last)).append(System.lineSeparator());
        }
        return text.toString();
    }

    /** Brier skill by horizon, of the network. */
    private static String skill(ModelSummary model, Card card) {
        Card.BacktestCard backtest = card.backtest();
        if (backtest == null) {
            return "-";
        }
        return backtest.scores().stream()
                .filter(score -> score.model().equals(model.network()) && score.level() == HealthState.RED)
                .map(score -> HorizonLabel.of(score.horizon()) + " " + number(score.skill()))
                .collect(Collectors.joining(", "));
    }

    static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    static String why(ModelSummary model) {
        String problem = model.problem();
        if (problem != null) {
            return problem;
        }
        RetrainReceipt receipt = model.receipt();
        return receipt == null ? "trained by a person" : receipt.verdict().label() + ": " + receipt.reason();
    }

    static String card(ModelSummary model) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%s %s%n",
                model.version(), model.aliases().isEmpty() ? "" : "(" + String.join(", ", model.aliases()) + ")"));
        text.append(why(model)).append(System.lineSeparator());
        Card card = model.card();
        if (card != null) {
            text.append(learnt(model.network(), card));
            Choice choice = card.choice();
            if (choice != null) {
                text.append(ChoiceText.of(choice));
            }
            text.append(AlarmsText.of(card.alarms()));
            text.append(scores(card));
        }
        RetrainReceipt receipt = model.receipt();
        if (receipt != null) {
            text.append(String.format("Retrained by %s, which ended at %s.%n", receipt.who(), receipt.time()));
            text.append(RetrainText.contests(receipt));
        }
        return text.toString();
    }

    private static String learnt(@Nullable String network, Card card) {
        return String.format(
                Locale.ROOT,
                "%s, trained on %s to %s: %,d events in %,d windows of %s, %d templates, %d features, %s%n",
                network,
                card.trainedFrom(),
                card.trainedUntil(),
                card.events(),
                card.windows(),
                Counts.of(card.entities(), "entity", "entities"),
                card.templates(),
                card.features(),
                Counts.onsets(card.onsets()));
    }

    private static String scores(Card card) {
        Card.BacktestCard backtest = card.backtest();
        if (backtest == null) {
            return "Never scored on later time." + System.lineSeparator();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LEVEL", "HORIZON", "MODEL", "PR-AUC", "BRIER SKILL", "LOG LOSS"));
        for (CardScore score : backtest.scores()) {
            rows.add(List.of(
                    score.level().label(),
                    HorizonLabel.of(score.horizon()),
                    score.model(),
                    number(score.prAuc()),
                    number(score.skill()),
                    String.format(Locale.ROOT, "%.4f", score.logLoss())));
        }
        return String.format(
                        "Scores on %s to %s, of the model as it was trained until %s:%n",
                        backtest.from(), backtest.until(), backtest.trainedUntil())
                + columns(rows);
    }
}
