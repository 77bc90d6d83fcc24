package io.portent.pipeline;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.CardScore;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import io.portent.dataset.Run;
import io.portent.evaluate.Backtest;
import io.portent.evaluate.BlockLosses;
import io.portent.evaluate.Judge;
import io.portent.evaluate.Score;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.health.HealthHistory;
import io.portent.model.AfterDataWindow;
import io.portent.model.NetworkFactory;
import io.portent.model.OpenModel;
import io.portent.model.Ringing;
import io.portent.model.RiskModel;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Asks a bundle, and the baselines fitted with it, about time later than its training. The windows must come from its own
 * templates ({@link FrozenRecogniser}), and reach back a data window before the first question.
 */
public final class Evaluation {
    private final Bundle bundle;
    private final Horizons horizons;
    private final HealthHistory health;
    private final List<Backtest.Asked> stretches;
    private final Instant from;
    private final Instant until;
    private final Map<String, List<Score>> scores = new LinkedHashMap<>();
    private final Map<String, BlockLosses> losses = new LinkedHashMap<>();

    /** @param from moments from here on are asked; never before the end of the bundle's training */
    public Evaluation(Bundle bundle, List<Window> windows, HealthHistory health, Instant from, Instant until) {
        Instant trained = bundle.card().trainedUntil();
        this.bundle = bundle;
        this.horizons = bundle.horizons();
        this.health = health;
        this.from = from.isBefore(trained) ? trained : from;
        this.until = until;
        HazardTargets targets = new HazardTargets(horizons, Instant.MAX);
        List<Backtest.Asked> asked = new ArrayList<>();
        for (Run run : Run.of(windows)) {
            EncodedRun encoded = EncodedRun.of(run, bundle.inputs(), health, targets, horizons);
            int first = 0;
            while (first < run.size() && run.moment(first).isBefore(this.from)) {
                first++;
            }
            int last = run.size();
            while (last > first && run.moment(last - 1).isAfter(until)) {
                last--;
            }
            if (last > first) {
                asked.add(new Backtest.Asked(encoded, first, last));
            }
        }
        this.stretches = asked;
    }

    /** Moments that are asked. */
    public int moments() {
        return stretches.stream().mapToInt(one -> one.to() - one.from()).sum();
    }

    /**
     * Runs the network and every baseline.
     *
     * @param forecasts receives every forecast of the network, in time order per entity
     * @return scores by model, the network first, [level * horizons + horizon]
     */
    public Map<String, List<Score>> run(NetworkFactory networks, Consumer<Forecast> forecasts) {
        try (OpenModel network = bundle.open(networks)) {
            Backtest backtest = new Backtest(horizons, health, stretches, asked -> answer(network, asked, forecasts));
            String name = bundle.servedBy();
            scores.put(name, backtest.scores(bundle.thresholds()));
            losses.put(name, backtest.losses(block()));
        }
        bundle.baselines().byName().forEach((name, model) -> {
            if (!scores.containsKey(name)) {
                Backtest backtest = ask(model);
                scores.put(name, backtest.scores());
                losses.put(name, backtest.losses(block()));
            }
        });
        return scores;
    }

    /**
     * Runs the network and every baseline, and leaves it to a judge what that was worth.
     *
     * @param forecasts receives every forecast of the network, in time order per entity
     * @param name of what is judged, the same in every part; a baseline of that name is what serves, and is not asked again
     */
    public void run(NetworkFactory networks, Consumer<Forecast> forecasts, Judge judge, String name) {
        try (OpenModel network = bundle.open(networks)) {
            Backtest backtest = new Backtest(horizons, health, stretches, asked -> answer(network, asked, forecasts));
            judge.take(name, backtest, bundle.thresholds());
        }
        bundle.baselines().byName().forEach((other, model) -> {
            if (!other.equals(name)) {
                judge.take(other, ask(model), null);
            }
        });
    }

    /**
     * Runs the network alone and scores nothing.
     *
     * @param forecasts receives every forecast, in time order per entity
     */
    public void forecasts(NetworkFactory networks, Consumer<Forecast> forecasts) {
        try (OpenModel network = bundle.open(networks)) {
            for (Backtest.Asked asked : stretches) {
                answer(network, asked, forecasts);
            }
        }
    }

    private float[] answer(OpenModel network, Backtest.Asked asked, Consumer<Forecast> forecasts) {
        // From a little earlier on: an alarm that rang then may go on.
        int earlier = Math.max(0, asked.from() - Ringing.LONGEST);
        float[] risks = network.risks(asked.run(), earlier, asked.to());
        emit(asked, earlier, risks, forecasts);
        int width = risks.length / (asked.to() - earlier);
        return Arrays.copyOfRange(risks, (asked.from() - earlier) * width, risks.length);
    }

    /** Losses by model, the network first, on the same questions; call it after {@link #run}. */
    public Map<String, BlockLosses> losses() {
        return Collections.unmodifiableMap(losses);
    }

    private Duration block() {
        return BlockLosses.blockOf(horizons);
    }

    private Backtest ask(RiskModel model) {
        RiskModel held = new AfterDataWindow(model, bundle.spec().dataWindow());
        return new Backtest(horizons, health, stretches, asked -> held.risks(asked.run(), asked.from(), asked.to()));
    }

    private void emit(Backtest.Asked asked, int earlier, float[] risks, Consumer<Forecast> forecasts) {
        Forecaster forecaster = new Forecaster(horizons, bundle.thresholds());
        int width = risks.length / (asked.to() - earlier);
        Run run = asked.run().run();
        Ringing ringing = new Ringing(horizons.horizons().size());
        for (int step = earlier; step < asked.to(); step++) {
            Forecast forecast = forecaster.of(
                    run.entity(),
                    run.moment(step),
                    risks,
                    (step - earlier) * width,
                    asked.run().state(step),
                    ringing,
                    Shortage.sentence(step + 1, bundle.spec().dataWindow()));
            if (step >= asked.from()) {
                forecasts.accept(forecast);
            }
        }
    }

    /** The table as a card keeps it; call it after {@link #run}. */
    public Card.BacktestCard card() {
        List<CardScore> rows = new ArrayList<>();
        List<Score> own = scores.values().iterator().next();
        int count = horizons.horizons().size();
        scores.forEach((name, list) -> {
            for (int i = 0; i < list.size(); i++) {
                Score score = list.get(i);
                rows.add(new CardScore(
                        name,
                        HazardTargets.LEVELS.get(i / count),
                        horizons.horizons().get(i % count),
                        score.questions(),
                        score.positives(),
                        score.prAuc(),
                        score.brier(),
                        score.logLoss(),
                        score.calibrationError(),
                        score.skill(),
                        own.get(i).skillAgainst(score)));
            }
        });
        return new Card.BacktestCard(bundle.card().trainedUntil(), from, until, rows);
    }
}
