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
import io.portent.model.NetworkFactory;
import io.portent.model.Recurrent;
import io.portent.model.RiskModel;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    /** Longest horizons in a block of time: an incident, its precursors and its aftermath. */
    private static final int BLOCK = 6;

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
            EncodedRun encoded = EncodedRun.of(run, bundle.codec(), health, targets, horizons);
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
        try (Recurrent network = bundle.open(networks)) {
            Backtest backtest = new Backtest(horizons, health, stretches, asked -> answer(network, asked, forecasts));
            String name = bundle.spec().network().label();
            scores.put(name, backtest.scores(bundle.thresholds()));
            losses.put(name, backtest.losses(block()));
        }
        bundle.baselines().byName().forEach((name, model) -> {
            Backtest backtest = ask(model);
            scores.put(name, backtest.scores());
            losses.put(name, backtest.losses(block()));
        });
        return scores;
    }

    /**
     * Runs the network and every baseline, and leaves it to a judge what that was worth.
     *
     * @param forecasts receives every forecast of the network, in time order per entity
     */
    public void run(NetworkFactory networks, Consumer<Forecast> forecasts, Judge judge) {
        try (Recurrent network = bundle.open(networks)) {
            Backtest backtest = new Backtest(horizons, health, stretches, asked -> answer(network, asked, forecasts));
            judge.take(bundle.spec().network().label(), backtest, bundle.thresholds());
        }
        bundle.baselines().byName().forEach((name, model) -> judge.take(name, ask(model), null));
    }

    /**
     * Runs the network alone and scores nothing.
     *
     * @param forecasts receives every forecast, in time order per entity
     */
    public void forecasts(NetworkFactory networks, Consumer<Forecast> forecasts) {
        try (Recurrent network = bundle.open(networks)) {
            for (Backtest.Asked asked : stretches) {
                answer(network, asked, forecasts);
            }
        }
    }

    private float[] answer(Recurrent network, Backtest.Asked asked, Consumer<Forecast> forecasts) {
        float[] risks = network.risks(asked.run(), asked.from(), asked.to());
        emit(asked, risks, new Forecaster(horizons, bundle.thresholds()), forecasts);
        return risks;
    }

    /** Losses by model, the network first, on the same questions; call it after {@link #run}. */
    public Map<String, BlockLosses> losses() {
        return Collections.unmodifiableMap(losses);
    }

    /** What happened in one block has little to do with what happened in the next but one. */
    private Duration block() {
        return horizons.longest().multipliedBy(BLOCK);
    }

    private Backtest ask(RiskModel model) {
        // Moments that the network cannot answer must not count for the others either.
        int reach = bundle.spec().dataWindow() - 1;
        return new Backtest(horizons, health, stretches, asked -> {
            float[] risks = model.risks(asked.run(), asked.from(), asked.to());
            int width = risks.length / (asked.to() - asked.from());
            int blind = Math.max(0, Math.min(asked.to(), reach) - asked.from());
            java.util.Arrays.fill(risks, 0, blind * width, Float.NaN);
            return risks;
        });
    }

    private void emit(Backtest.Asked asked, float[] risks, Forecaster forecaster, Consumer<Forecast> forecasts) {
        int width = risks.length / (asked.to() - asked.from());
        Run run = asked.run().run();
        for (int step = asked.from(); step < asked.to(); step++) {
            forecasts.accept(forecaster.of(
                    run.entity(),
                    run.moment(step),
                    risks,
                    (step - asked.from()) * width,
                    asked.run().state(step),
                    Shortage.sentence(step + 1, bundle.spec().dataWindow())));
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
