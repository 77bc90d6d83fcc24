package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.Choice;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.drift.DriftScale;
import io.portent.evaluate.BlockLosses;
import io.portent.evaluate.Comparison;
import io.portent.health.HealthHistory;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.Evaluation;
import io.portent.pipeline.Learning;
import io.portent.pipeline.Recount;
import io.portent.pipeline.TrainingData;
import io.portent.retrain.Gate;
import io.portent.retrain.Split;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A challenger learnt from stored windows, and held against the champion and the baselines. */
final class Challenge {
    private final AgentConfig config;
    private final NetworkFactory networks;
    private final TrainingListener listener;
    private final StoredHistory history;
    private final HealthHistory health;
    private @Nullable Bundle champion;

    Challenge(
            AgentConfig config,
            NetworkFactory networks,
            TrainingListener listener,
            StoredHistory history,
            HealthHistory health) {
        this.config = config;
        this.networks = networks;
        this.listener = listener;
        this.history = history;
        this.health = health;
    }

    /**
     * The challenger after the first fit.
     *
     * @param contests as a receipt keeps them
     */
    record Scored(
            Bundle bundle, Card.BacktestCard card, List<RetrainReceipt.Contest> contests, Gate.Decision decision) {}

    /** Between what is learnt from and what is scored on: a data window, so that none is read by both, and the longest horizon. */
    Duration gap() {
        return memory().plus(Settings.horizons(config).longest());
    }

    private Duration memory() {
        return Lookback.memory(config.window(), config.forecast().dataWindow());
    }

    /**
     * The champion, if it answers the same questions: one of other windows or horizons cannot serve under this configuration
     * anyway, and one that cannot be read serves nobody.
     */
    @Nullable
    Bundle comparable(ModelDirectory models, @Nullable String version) throws IOException {
        if (version == null) {
            return null;
        }
        try {
            Bundle bundle = models.load(version).bundle();
            boolean same = bundle.window().equals(config.window())
                    && bundle.horizons().equals(Settings.horizons(config))
                    && bundle.spec().dataWindow() == config.forecast().dataWindow();
            champion = same ? bundle : null;
        } catch (BadBundleException | java.nio.file.NoSuchFileException e) {
            champion = null;
        }
        return champion;
    }

    /** Learns from what ended by then. */
    Bundle fit(Instant until) {
        return fit(until, null);
    }

    /** @param chosen what was chosen when a part of it was learnt; null: it is chosen now */
    Bundle fit(Instant until, @Nullable Choice chosen) {
        List<Window> windows = history.between(Instant.MIN, until);
        Recount recount = new Recount(union(windows), history.told());
        List<Window> learnt = recount.learnt(windows);
        SlotTable before = champion == null ? null : champion.slots();
        TrainingData data = new TrainingData(learnt, recount.tree(), recount.slots(learnt, before), health, until);
        return new Learning(
                        networks,
                        Settings.plan(config),
                        new Processors(Runtime.getRuntime().availableProcessors()),
                        listener,
                        Durations::format)
                .learn(data, List.of(), Versions.all(), chosen);
    }

    private TemplateTree union(List<Window> windows) {
        TemplateTree first = TemplateTree.of(
                Settings.miner(config),
                champion == null ? List.of() : champion.templates().templates());
        return Recount.union(first, history.told(), Recount.idsIn(windows));
    }

    /** Learns from the earlier part, and scores on the later one. */
    Scored score(Split split, Instant until, @Nullable Bundle against) {
        Bundle challenger = fit(split.heldOutFrom());
        Instant last = until.minus(Settings.horizons(config).longest());
        Evaluation own = evaluation(challenger, split.scoredFrom(), last);
        own.run(networks, forecast -> {});
        long seed = config.model().seed();
        Map<String, Comparison> baselines = new LinkedHashMap<>();
        BlockLosses losses = own.losses().values().iterator().next();
        own.losses().entrySet().stream()
                .skip(1)
                .forEach(one -> baselines.put(one.getKey(), Comparison.of(losses, one.getValue(), seed)));
        Comparison champions = null;
        if (against != null) {
            Evaluation theirs = evaluation(against, split.scoredFrom(), last);
            theirs.run(networks, forecast -> {});
            champions =
                    Comparison.of(losses, theirs.losses().values().iterator().next(), seed);
        }
        Gate.Decision decision = new Gate(config.retrain().margin())
                .decide(challenger.serving().baseline(), baselines, champions, against != null && mute(against, until));
        Card.BacktestCard card = own.card();
        return new Scored(
                challenger.withCard(challenger.card().withBacktest(card)),
                card,
                contests(baselines, champions),
                decision);
    }

    /** Whether all that it could be asked about is beyond its trained range by then, so that it says unknown. */
    private boolean mute(Bundle bundle, Instant until) {
        DriftScale scale = bundle.driftScale();
        if (scale == null) {
            return false;
        }
        Recount recount = new Recount(bundle.templates(), history.told());
        List<Window> windows = recount.later(history.between(until.minus(scale.span()), until), memory());
        return DriftOfWindows.leastAtTheEnd(windows, scale) > config.model().maxDrift();
    }

    private static List<RetrainReceipt.Contest> contests(
            Map<String, Comparison> baselines, @Nullable Comparison champions) {
        List<RetrainReceipt.Contest> contests = new ArrayList<>();
        baselines.forEach((name, one) -> contests.add(contest(name, one)));
        if (champions != null) {
            contests.add(contest("champion", champions));
        }
        return contests;
    }

    private static RetrainReceipt.Contest contest(String name, Comparison one) {
        return new RetrainReceipt.Contest(name, one.gain(), one.low(), one.high());
    }

    /** The questions of [from, until], of what the bundle has not learnt from. */
    Evaluation evaluation(Bundle bundle, Instant from, Instant until) {
        Recount recount = new Recount(bundle.templates(), history.told());
        List<Window> windows = recount.later(history.between(Lookback.before(from, bundle), until), memory());
        return new Evaluation(bundle, windows, health, from, until);
    }
}
