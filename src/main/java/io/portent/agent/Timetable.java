package io.portent.agent;

import io.portent.bundle.RetrainProgress;
import io.portent.config.AgentConfig;
import io.portent.schedule.Schedule;
import io.portent.schedule.quartz.QuartzSchedule;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a running agent does at which times. */
final class Timetable implements AutoCloseable {
    static final String FORECAST = "forecast run";
    private static final Duration DRIFT_LOOKED_AT = Duration.ofMinutes(10);

    private final AgentConfig config;
    private final @Nullable Retrainer retrainer;
    private final LabelFetching fetching;
    private final Schedule schedule;

    /**
     * @param retrainer null: nothing is learnt anew
     * @param onFailure told a task's name and what it threw
     */
    Timetable(
            AgentConfig config,
            @Nullable Retrainer retrainer,
            LabelFetching fetching,
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
        schedule.every(FORECAST, config.forecast().every(), forecast);
        schedule.every("looking for past incidents", IncidentMemory.LOOKED_AT, incidents);
        if (fetching.isNeeded()) {
            schedule.every("fetching labels", config.feeds().every(), fetching::run);
        }
        Retrainer learner = retrainer;
        if (learner == null) {
            return;
        }
        learner.start();
        schedule.at("retraining", config.retrain().cron(), learner::run);
        if (config.retrain().onDrift()) {
            schedule.every("looking for drift", DRIFT_LOOKED_AT, () -> {
                if (drifted.getAsBoolean()) {
                    learner.runForDrift();
                }
            });
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
