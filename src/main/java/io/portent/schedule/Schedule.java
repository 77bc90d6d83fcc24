package io.portent.schedule;

import java.io.Closeable;
import java.time.Duration;

/** Tasks that repeat in wall-clock time. Thread-safe. */
public interface Schedule extends Closeable {
    /**
     * Runs the task now and then once per period, never twice at a time. A run that would start while the one before it still works
     * is dropped, not queued. What a task throws ends that run only.
     *
     * @param name unique within this schedule
     */
    void every(String name, Duration period, Runnable task);

    /**
     * Runs the task at the times that the expression names, in UTC, never twice at a time.
     *
     * @param cron in Quartz's spelling, seconds first
     * @throws IllegalArgumentException if it is not one, or all times that it names are over
     */
    void at(String name, String cron, Runnable task);

    /** Runs the task no more; a run that is under way goes on. The name is free again. Nothing happens where there is no such task. */
    void cancel(String name);

    /** Starts nothing more, and waits for the tasks that run. Not to be called from a task. */
    @Override
    void close();
}
