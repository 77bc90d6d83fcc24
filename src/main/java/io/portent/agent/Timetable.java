package io.portent.agent;

import io.portent.bundle.RetrainProgress;
import io.portent.config.AgentConfig;
import io.portent.schedule.Schedule;
import io.portent.schedule.quartz.QuartzSchedule;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a running agent does at which times. */
final class Timetable implements AutoCloseable {
    static final String FORECAST = "forecast run";
    private static final String FETCHING = "fetching labels";
    private static final String RETRAINING = "retraining";
    private static final String DRIFT = "looking for drift";
    private static final Duration DRIFT_LOOKED_AT = Duration.ofMinutes(10);

    private final Function<AgentConfig, LabelFetching> fetching;
    private final @Nullable Retrainer retrainer;
    private final Schedule schedule;
    private AgentConfig config;
    private @Nullable Tasks tasks;

    private record Tasks(Runnable forecast, BooleanSupplier drifted) {}

    /**
     * @param retrainer null: nothing is learnt anew
     * @param fetching asks the configured systems
     * @param onFailure told a task's name and what it threw
     */
    Timetable(
            AgentConfig config,
            @Nullable Retrainer retrainer,
            Function<AgentConfig, LabelFetching> fetching,
            BiConsumer<String, Throwable> onFailure) {
        this.config = config;
        this.retrainer = retrainer;
        this.fetching = fetching;
        this.schedule = new QuartzSchedule("agent", onFailure);
    }

    /**
     * @param drifted whether the logs of any entity are beyond what the model has learnt from
     * @param incidents looks up past ones where that is due
     */
    void start(Runnable forecast, BooleanSupplier drifted, Runnable incidents) {
        tasks = new Tasks(forecast, drifted);
        schedule.every(FORECAST, config.forecast().every(), forecast);
        schedule.every("looking for past incidents", IncidentMemory.LOOKED_AT, incidents);
        fetch();
        Retrainer learner = retrainer;
        if (learner == null) {
            return;
        }
        learner.start();
        retrain(learner);
        lookForDrift(learner, drifted);
    }

    private void fetch() {
        LabelFetching fetch = fetching.apply(config);
        if (fetch.isNeeded()) {
            schedule.every(FETCHING, config.feeds().every(), fetch::run);
        }
    }

    private void retrain(Retrainer learner) {
        schedule.at(RETRAINING, config.retrain().cron(), learner::run);
    }

    private void lookForDrift(Retrainer learner, BooleanSupplier drifted) {
        if (config.retrain().onDrift()) {
            schedule.every(DRIFT, DRIFT_LOOKED_AT, () -> {
                if (drifted.getAsBoolean()) {
                    learner.runForDrift();
                }
            });
        }
    }

    /**
     * To be asked before {@link #start} and {@link #change}, which then take it.
     *
     * @throws IllegalArgumentException with the key, if its times cannot be kept
     */
    static void check(AgentConfig next) {
        try {
            QuartzSchedule.check(next.retrain().cron());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("retrain.cron: " + e.getMessage(), e);
        }
    }

    /** From now on. What runs goes on; what is as before keeps its phase. To be called after the start, not by two threads at a time. */
    void change(AgentConfig next) {
        AgentConfig before = config;
        Tasks known = Objects.requireNonNull(tasks, "started");
        config = next;
        if (!next.forecast().every().equals(before.forecast().every())) {
            schedule.cancel(FORECAST);
            schedule.every(FORECAST, next.forecast().every(), known.forecast());
        }
        if (!next.feeds().equals(before.feeds())) {
            schedule.cancel(FETCHING);
            fetch();
        }
        Retrainer learner = retrainer;
        if (learner == null) {
            return;
        }
        learner.use(next);
        if (!next.retrain().cron().equals(before.retrain().cron())) {
            schedule.cancel(RETRAINING);
            retrain(learner);
        }
        if (next.retrain().onDrift() != before.retrain().onDrift()) {
            schedule.cancel(DRIFT);
            lookForDrift(learner, known.drifted());
        }
    }

    /** How far the present retraining is; null while there is none. Thread-safe. */
    @Nullable
    RetrainProgress retraining() {
        return retrainer == null ? null : retrainer.progress();
    }

    /** Ends what runs for long, and waits for the rest. */
    @Override
    public void close() {
        if (retrainer != null) {
            retrainer.close();
        }
        schedule.close();
    }
}
