package io.portent.bundle.file;

import io.portent.Histories;
import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.CardScore;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Run;
import io.portent.event.Severity;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.model.OpenModel;
import io.portent.model.Ringing;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.parse.Template;
import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a bundle says, as lines: its parts, its card, and its forecasts over windows that never change. */
public final class BundleFacts {
    private static final String FORECAST = "forecast ";

    private BundleFacts() {}

    /** A forecast's line has its chances last, to be compared as numbers. */
    public static boolean isForecast(String line) {
        return line.startsWith(FORECAST);
    }

    public static List<String> of(Bundle bundle) {
        List<String> lines = new ArrayList<>();
        lines.add("window " + bundle.window().length() + " " + bundle.window().lateness());
        lines.add("horizons " + bundle.horizons().warning() + " "
                + bundle.horizons().horizons());
        lines.add("model " + bundle.spec().network() + " units " + bundle.spec().units() + " data window "
                + bundle.spec().dataWindow() + " networks " + bundle.networks().size());
        bundle.templates()
                .templates()
                .forEach(template -> lines.add("template " + template.id() + " " + template.text()));
        bundle.codec().scaled().forEach(feature -> lines.add("feature " + feature));
        lines.add("thresholds orange " + bundle.thresholds().orange() + " red "
                + bundle.thresholds().red());
        card(bundle.card(), lines);
        forecasts(bundle).forEach(forecast -> write(forecast, lines));
        return lines;
    }

    private static void card(Card card, List<String> lines) {
        lines.add("trained " + card.trainedFrom() + " until " + card.trainedUntil());
        card.files().forEach(file -> lines.add("file " + file.source() + " " + file.name() + " " + file.bytes()));
        lines.add("entities " + card.entities() + " windows " + card.windows() + " events " + card.events());
        lines.add("templates " + card.templates() + " features " + card.features());
        lines.add("labels " + card.labels() + " onsets " + card.onsets());
        lines.add("versions " + card.versions().keySet());
        Card.BacktestCard backtest = Objects.requireNonNull(card.backtest());
        lines.add("scores of " + backtest.trainedUntil() + " from " + backtest.from() + " until " + backtest.until());
        for (CardScore score : backtest.scores()) {
            lines.add("score " + score.model() + " " + score.level() + " " + score.horizon() + " " + score.questions()
                    + " " + score.positives() + " " + score.prAuc() + " " + score.brier() + " "
                    + score.skillOfNetwork());
        }
    }

    private static List<Forecast> forecasts(Bundle bundle) {
        HealthHistory nobodySays = new HealthHistory(List.of(), null);
        Run run = Run.of(windows(bundle)).get(0);
        HazardTargets none = new HazardTargets(bundle.horizons(), Instant.MIN);
        EncodedRun encoded = EncodedRun.of(run, bundle.inputs(), nobodySays, none, bundle.horizons());
        List<Forecast> forecasts = new ArrayList<>();
        try (OpenModel network = bundle.open(new Dl4jNetworks())) {
            float[] risks = network.risks(encoded, 0, run.size());
            Forecaster forecaster = new Forecaster(bundle.horizons(), bundle.thresholds());
            int width = risks.length / run.size();
            Ringing ringing = new Ringing(bundle.horizons().horizons().size());
            for (int step = bundle.spec().dataWindow() - 1; step < run.size(); step++) {
                forecasts.add(forecaster.of("shop", run.moment(step), risks, step * width, null, ringing, "too short"));
            }
        }
        return forecasts;
    }

    private static void write(Forecast forecast, List<String> lines) {
        for (HorizonForecast one : forecast.horizons()) {
            lines.add(FORECAST + forecast.time() + " " + one.horizon() + " " + one.state() + " " + one.green() + " "
                    + one.orange() + " " + one.red());
        }
    }

    /** Quiet, then with more and more of every template, in the order of the bundle. */
    private static List<Window> windows(Bundle bundle) {
        List<Window> windows = new ArrayList<>();
        List<Template> templates = bundle.templates().templates();
        for (int minute = 0; minute < 16; minute++) {
            Map<String, Integer> counts = new HashMap<>();
            for (int i = 0; i < templates.size(); i++) {
                int count = minute * (i + 1) % 5 * minute / 8;
                if (count > 0) {
                    counts.put(templates.get(i).id(), count);
                }
            }
            Map<Severity, Integer> severities =
                    minute < 8 ? Map.of(Severity.INFO, 3) : Map.of(Severity.INFO, 3, Severity.ERROR, minute - 7);
            windows.add(Histories.window("shop", minute, severities, counts, Map.of()));
        }
        return windows;
    }
}
