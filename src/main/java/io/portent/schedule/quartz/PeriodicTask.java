package io.portent.schedule.quartz;

import java.util.Date;
import java.util.function.BiConsumer;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One run of a task. A new one is made for every run. */
@DisallowConcurrentExecution
final class PeriodicTask implements Job {
    private final String name;
    private final Runnable body;
    private final BiConsumer<String, Throwable> onFailure;

    PeriodicTask(String name, Runnable body, BiConsumer<String, Throwable> onFailure) {
        this.name = name;
        this.body = body;
        this.onFailure = onFailure;
    }

    @Override
    public void execute(JobExecutionContext context) {
        if (isOvertaken(context)) {
            return;
        }
        try {
            body.run();
        } catch (Throwable thrown) {
            onFailure.accept(name, thrown);
        }
    }

    /** The run after this one is due too: the task, or the machine, took longer than a period. Only the last of the due ones runs. */
    private static boolean isOvertaken(JobExecutionContext context) {
        Date next = context.getNextFireTime();
        return next != null && !context.getFireTime().toInstant().isBefore(next.toInstant());
    }
}
