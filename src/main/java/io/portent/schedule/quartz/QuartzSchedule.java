package io.portent.schedule.quartz;

import io.portent.schedule.Schedule;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.spi.TriggerFiredBundle;

/**
 * Quartz in memory with four daemon threads: one for each task of the agent, so that a slow one holds up no forecast. Nothing is stored: after a restart the tasks are scheduled anew.
 *
 * <p>Piling up is prevented twice: {@link PeriodicTask} drops a run when the next one is due already, and Quartz itself drops
 * those that are late by more than its misfire threshold. The first keeps the phase and loses no run that is late by less than a
 * period, which a short threshold alone would (a pause of the JVM would then cost a whole forecast).
 */
public final class QuartzSchedule implements Schedule {
    private static final Duration MISFIRE = Duration.ofSeconds(5);

    private final String name;
    private final BiConsumer<String, Throwable> onFailure;
    private final Map<JobKey, Runnable> tasks = new ConcurrentHashMap<>();
    private @Nullable Scheduler scheduler;
    private boolean closed;

    /**
     * @param name of the threads; unique within the process
     * @param onFailure told the task's name and what it threw, on the task's thread
     */
    public QuartzSchedule(String name, BiConsumer<String, Throwable> onFailure) {
        this.name = name;
        this.onFailure = onFailure;
    }

    @Override
    public void every(String task, Duration period, Runnable body) {
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException("period must be >= 1ms, was " + period);
        }
        schedule(task, trigger(period), body);
    }

    @Override
    public void at(String task, String cron, Runnable body) {
        schedule(task, trigger(cron), body);
    }

    /**
     * Looks whether {@link #at} would take the expression now.
     *
     * @throws IllegalArgumentException if it is none, or all times that it names are over
     */
    public static void check(String cron) {
        trigger(cron);
    }

    private static Trigger trigger(String cron) {
        CronScheduleBuilder when;
        try {
            when = CronScheduleBuilder.cronScheduleNonvalidatedExpression(cron);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "must be six or seven fields as Quartz reads them, was " + cron + ": " + e.getMessage(), e);
        }
        CronTrigger trigger = TriggerBuilder.newTrigger()
                .withSchedule(when.inTimeZone(TimeZone.getTimeZone("UTC")).withMisfireHandlingInstructionDoNothing())
                .build();
        if (trigger.getFireTimeAfter(trigger.getStartTime()) == null) {
            throw new IllegalArgumentException("must name a time that is still to come, was " + cron);
        }
        return trigger;
    }

    private synchronized void schedule(String task, Trigger trigger, Runnable body) {
        if (closed) {
            throw new IllegalStateException("schedule " + name + " is closed");
        }
        JobKey key = new JobKey(task);
        if (tasks.putIfAbsent(key, body) != null) {
            throw new IllegalArgumentException("task must be scheduled once, was again: " + task);
        }
        try {
            running()
                    .scheduleJob(
                            JobBuilder.newJob(PeriodicTask.class)
                                    .withIdentity(key)
                                    .build(),
                            trigger);
        } catch (SchedulerException e) {
            tasks.remove(key);
            throw new IllegalStateException("cannot schedule " + task, e);
        }
    }

    @Override
    public synchronized void cancel(String task) {
        JobKey key = new JobKey(task);
        if (scheduler == null || tasks.remove(key) == null) {
            return;
        }
        try {
            scheduler.deleteJob(key);
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot cancel " + task, e);
        }
    }

    private static Trigger trigger(Duration period) {
        return TriggerBuilder.newTrigger()
                .startNow()
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(period.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    private Scheduler running() throws SchedulerException {
        if (scheduler == null) {
            Scheduler fresh = new StdSchedulerFactory(settings()).getScheduler();
            fresh.setJobFactory((fired, on) -> job(fired));
            fresh.start();
            scheduler = fresh;
        }
        return scheduler;
    }

    private Job job(TriggerFiredBundle fired) {
        JobKey key = fired.getJobDetail().getKey();
        Runnable cancelled = () -> {};
        return new PeriodicTask(key.getName(), tasks.getOrDefault(key, cancelled), onFailure);
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, name);
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        settings.setProperty("org.quartz.threadPool.threadCount", "5");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        settings.setProperty("org.quartz.jobStore.misfireThreshold", Long.toString(MISFIRE.toMillis()));
        return settings;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (scheduler == null) {
            return;
        }
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot stop schedule " + name, e);
        }
        scheduler = null;
    }
}
