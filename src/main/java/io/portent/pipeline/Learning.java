package io.portent.pipeline;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.CardAlarms;
import io.portent.bundle.Choice;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.LogCodecFitter;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.HealthPast;
import io.portent.dataset.Inputs;
import io.portent.dataset.Run;
import io.portent.drift.DriftFitter;
import io.portent.evaluate.AlarmChoice;
import io.portent.evaluate.Backtest;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.model.Workers;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From windows and labels to a bundle. */
public final class Learning {
    /** Below three onsets a block is left without one, and nothing can be held out. */
    private static final int LEAST_ONSETS = 3;

    /**
     * Eight weeks: in less, how failures follow each other is learnt by heart. With a month, networks that read the past lost more than
     * those that did not.
     */
    private static final Duration LEAST_HABIT = Duration.ofDays(56);

    private final NetworkFactory networks;
    private final LearningPlan plan;
    private final Workers workers;
    private final TrainingListener listener;
    private final Function<Duration, String> durations;

    /** @param durations how a duration is written for people, {@code 1m} */
    public Learning(
            NetworkFactory networks,
            LearningPlan plan,
            Workers workers,
            TrainingListener listener,
            Function<Duration, String> durations) {
        this.networks = networks;
        this.plan = plan;
        this.workers = workers;
        this.listener = listener;
        this.durations = durations;
    }

    /**
     * Learns a model.
     *
     * @param files and versions go to the card as they are
     * @throws NotEnoughException if there are too few windows, labels or onsets
     */
    public Bundle learn(TrainingData data, List<Card.LearntFile> files, Map<String, String> versions) {
        return learn(data, files, versions, null);
    }

    /**
     * Learns again what was learnt before, from more.
     *
     * @param before what was chosen then, and shall be kept to; null: it is chosen now
     */
    public Bundle learn(
            TrainingData data, List<Card.LearntFile> files, Map<String, String> versions, @Nullable Choice before) {
        List<Run> unbroken = Run.of(data.windows());
        requireWindows(data, unbroken);
        Map<String, Integer> onsets = onsets(data.health(), unbroken);
        requireOnsets(data, onsets);
        LogCodec codec = new LogCodecFitter(plan.features()).fit(data.windows(), data.slots()::knows);
        HealthPast past = past(data, unbroken);
        HazardTargets targets = new HazardTargets(plan.horizons(), data.until());
        List<EncodedRun> runs = unbroken.stream()
                .map(run -> EncodedRun.of(run, new Inputs(codec, past), data.health(), targets, plan.horizons()))
                .toList();
        Fitting.Fitted fitted = new Fitting(networks, plan, workers, listener, runs, data.health()).fit(before);
        if (fitted == null) {
            throw new NotEnoughException(
                    "the labelled history is too short: of its parts, each is held out once together with "
                            + durations.apply(plan.horizons().longest())
                            + " on both sides (the longest horizon), and then nothing is left to learn from.");
        }
        Bundle bundle = new Bundle(
                card(data, unbroken, new Inputs(codec, past), onsets, files, fitted, versions),
                plan.window(),
                plan.horizons(),
                fitted.spec(),
                data.templates(),
                data.slots(),
                codec,
                past,
                Backtest.thresholds(fitted.alarms()),
                fitted.baselines(),
                fitted.members(),
                fitted.serving(),
                null);
        return bundle.withDrift(DriftFitter.fit(data.windows(), codec, Bundle.templateIds(data.templates())));
    }

    private HealthPast past(TrainingData data, List<Run> runs) {
        Instant from =
                runs.stream().map(run -> run.moment(0)).min(Instant::compareTo).orElse(data.until());
        return Duration.between(from, data.until()).compareTo(LEAST_HABIT) < 0
                ? HealthPast.NONE
                : HealthPast.fit(runs, data.health(), plan.past());
    }

    private void requireWindows(TrainingData data, List<Run> runs) {
        int needed = 3 * plan.model().dataWindow();
        int longest = runs.stream().mapToInt(Run::size).max().orElse(0);
        if (longest == 0) {
            throw new NotEnoughException("no log event before " + data.until()
                    + ": nothing to learn from. Check the files of the sources and the time range.");
        }
        if (longest < needed) {
            throw new NotEnoughException("the history is too short: its longest unbroken stretch is " + longest
                    + " windows of " + durations.apply(plan.window().length()) + ", at least " + needed
                    + " are needed (three data windows); " + (needed - longest) + " are missing.");
        }
    }

    private static Map<String, Integer> onsets(HealthHistory health, List<Run> runs) {
        Map<String, Integer> onsets = new TreeMap<>();
        for (HealthState level : HazardTargets.LEVELS) {
            int count = 0;
            for (Run run : runs) {
                count += health.of(run.entity())
                        .onsets(level, run.moment(0), run.moment(run.size() - 1))
                        .size();
            }
            onsets.put(level.label(), count);
        }
        return onsets;
    }

    /** For before the logs are read, which may take long. */
    public static void requireLabels(HealthHistory health) {
        if (health.labels().isEmpty()) {
            throw new NotEnoughException("no labels: at least " + LEAST_ONSETS
                    + " known onsets of orange or red are needed to learn from. Name label files by labels.files or --labels,"
                    + " add labels to the store (agent label), or set labels.rules.");
        }
    }

    private static void requireOnsets(TrainingData data, Map<String, Integer> onsets) {
        requireLabels(data.health());
        int most = onsets.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (most < LEAST_ONSETS) {
            throw new NotEnoughException("the labels show " + most
                    + " onsets of orange or red within the logged time before " + data.until() + ", at least "
                    + LEAST_ONSETS + " are needed; " + (LEAST_ONSETS - most) + " are missing.");
        }
        boolean everGreen = data.windows().stream()
                .anyMatch(window -> data.health().of(window.entity()).at(window.end()) == HealthState.GREEN);
        if (!everGreen) {
            throw new NotEnoughException("no logged time is known to be green, so nothing is at risk of an onset. "
                    + "Label green time, or set labels.default: green if only incidents are recorded.");
        }
    }

    private Card card(
            TrainingData data,
            List<Run> runs,
            Inputs inputs,
            Map<String, Integer> onsets,
            List<Card.LearntFile> files,
            Fitting.Fitted fitted,
            Map<String, String> versions) {
        Instant from = runs.stream()
                .map(run -> run.moment(0).minus(run.windowLength()))
                .min(Instant::compareTo)
                .orElseThrow();
        Map<String, Integer> labels = new TreeMap<>();
        for (Label label : data.health().labels()) {
            if (label.start().isBefore(data.until())) {
                labels.merge(label.state().label(), 1, Integer::sum);
            }
        }
        return new Card(
                from,
                data.until(),
                files,
                (int) runs.stream().map(Run::entity).distinct().count(),
                data.windows().size(),
                data.windows().stream().mapToLong(Window::events).sum(),
                data.templates().templates().size(),
                inputs.size(),
                labels,
                onsets,
                null,
                fitted.choice(),
                alarms(fitted.alarms()),
                versions);
    }

    private List<CardAlarms> alarms(List<AlarmChoice> choices) {
        int count = plan.horizons().horizons().size();
        List<CardAlarms> rows = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            AlarmChoice one = choices.get(i);
            rows.add(new CardAlarms(
                    HazardTargets.LEVELS.get(i / count),
                    plan.horizons().horizons().get(i % count),
                    one.onsets(),
                    one.warned(),
                    one.falseAlarmsPerWeek(),
                    one.medianLead(),
                    one.atHalf()));
        }
        return rows;
    }
}
