package io.portent.cli;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.CardScore;
import io.portent.config.Durations;
import io.portent.dataset.Horizons;
import io.portent.metrics.HorizonLabel;
import io.portent.model.ModelSpec;
import io.portent.parse.Template;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Two bundles side by side: {@code -} is in the first alone, {@code +} in the second alone. */
final class ModelDiff {
    private final StringBuilder text = new StringBuilder();

    private ModelDiff() {}

    static String of(Bundle first, Bundle second) {
        ModelDiff diff = new ModelDiff();
        diff.changed("network", words(first.spec()), words(second.spec()));
        diff.changed("window", words(first.window()), words(second.window()));
        diff.changed("horizons", words(first.horizons()), words(second.horizons()));
        diff.changed("alarm from a chance of", thresholds(first), thresholds(second));
        diff.changed("trained from", first.card().trainedFrom(), second.card().trainedFrom());
        diff.changed("trained until", first.card().trainedUntil(), second.card().trainedUntil());
        diff.changed(
                "onsets",
                Counts.onsets(first.card().onsets()),
                Counts.onsets(second.card().onsets()));
        diff.gone("template", templates(first), templates(second));
        diff.gone("feature", features(first), features(second));
        diff.scores(first.card(), second.card());
        return diff.text.isEmpty() ? "No difference.\n" : diff.text.toString();
    }

    private static String words(ModelSpec spec) {
        return spec.network().label() + ", units " + spec.units() + ", layers " + spec.layers() + ", epochs "
                + spec.epochs() + ", ensemble " + spec.ensemble() + ", seed " + spec.seed() + ", data window "
                + spec.dataWindow();
    }

    private static String words(WindowSpec window) {
        return Durations.format(window.length()) + ", offset " + Durations.format(window.offset()) + ", lateness "
                + Durations.format(window.lateness());
    }

    private static String words(Horizons horizons) {
        return horizons.horizons().stream().map(HorizonLabel::of).collect(Collectors.joining(", ")) + ", warning "
                + Durations.format(horizons.warning());
    }

    private static String thresholds(Bundle bundle) {
        List<Duration> horizons = bundle.horizons().horizons();
        return "orange " + chances(horizons, bundle.thresholds().orange()) + "; red "
                + chances(horizons, bundle.thresholds().red());
    }

    private static String chances(List<Duration> horizons, List<Double> chances) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < horizons.size(); i++) {
            double chance = chances.get(i);
            each.add(HorizonLabel.of(horizons.get(i))
                    + (chance > 1 ? " never" : String.format(Locale.ROOT, " %.2f %%", 100 * chance)));
        }
        return String.join(", ", each);
    }

    private void changed(String what, Object one, Object other) {
        if (!one.equals(other)) {
            text.append(String.format("%s%n  - %s%n  + %s%n", what, one, other));
        }
    }

    private static Map<String, String> templates(Bundle bundle) {
        Map<String, String> templates = new TreeMap<>();
        for (Template template : bundle.templates().templates()) {
            templates.put(printable(template.text()), template.id());
        }
        return templates;
    }

    private static Map<String, String> features(Bundle bundle) {
        Map<String, String> features = new TreeMap<>();
        bundle.codec().features().forEach(name -> features.put(printable(name), ""));
        return features;
    }

    /** Text of logs must not steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private void gone(String what, Map<String, String> one, Map<String, String> other) {
        TreeSet<String> lost = new TreeSet<>(one.keySet());
        lost.removeAll(other.keySet());
        TreeSet<String> gained = new TreeSet<>(other.keySet());
        gained.removeAll(one.keySet());
        if (lost.isEmpty() && gained.isEmpty()) {
            return;
        }
        text.append(String.format(
                "%ss: %d gone, %d new, %d in both%n", what, lost.size(), gained.size(), one.size() - lost.size()));
        lost.forEach(name -> text.append(String.format("  - %s%n", named(one, name))));
        gained.forEach(name -> text.append(String.format("  + %s%n", named(other, name))));
    }

    private static String named(Map<String, String> ids, String name) {
        String id = ids.getOrDefault(name, "");
        return id.isEmpty() ? name : id + " " + name;
    }

    private void scores(Card one, Card other) {
        Map<String, CardScore> first = network(one.backtest());
        Map<String, CardScore> second = network(other.backtest());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SCORES (each on its own time)", "BRIER SKILL", "LOG LOSS"));
        for (Map.Entry<String, CardScore> entry : first.entrySet()) {
            CardScore then = second.get(entry.getKey());
            if (then != null && !then.equals(entry.getValue())) {
                rows.add(List.of(
                        entry.getKey(),
                        ModelText.number(entry.getValue().skill()) + " -> " + ModelText.number(then.skill()),
                        String.format(
                                Locale.ROOT, "%.4f -> %.4f", entry.getValue().logLoss(), then.logLoss())));
            }
        }
        text.append(rows.size() > 1 ? ModelText.columns(rows) : "");
    }

    /** The first model of a backtest is the network itself. */
    private static Map<String, CardScore> network(Card.@Nullable BacktestCard backtest) {
        Map<String, CardScore> scores = new TreeMap<>();
        if (backtest != null && !backtest.scores().isEmpty()) {
            String own = backtest.scores().get(0).model();
            for (CardScore score : backtest.scores()) {
                if (score.model().equals(own)) {
                    scores.put(score.level().label() + " within " + HorizonLabel.of(score.horizon()), score);
                }
            }
        }
        return scores;
    }
}
