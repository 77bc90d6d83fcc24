package io.portent.schedule.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class QuartzScheduleTest {
    private static final Duration SOON = Duration.ofMillis(20);

    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void task_runsAgainAndAgain() {
        AtomicInteger runs = new AtomicInteger();
        try (QuartzSchedule schedule = schedule("again")) {
            schedule.every("count", SOON, runs::incrementAndGet);
            await().until(() -> runs.get() >= 3);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void slowTask_doesNotPileUp() {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger starts = new AtomicInteger();
        AtomicInteger ticks = new AtomicInteger();
        try (QuartzSchedule schedule = schedule("slow")) {
            schedule.every("slow", Duration.ofMillis(100), () -> {
                starts.incrementAndGet();
                awaitLatch(first);
            });
            schedule.every("tick", SOON, ticks::incrementAndGet);
            await().until(() -> ticks.get() >= 50); // about ten periods of the slow one
            assertThat(starts).hasValue(1);
            int before = ticks.get();
            first.countDown();
            await().until(() -> ticks.get() >= before + 10);
            // Two periods later: the run in its phase, one before it that was just due. Ten would be the pile.
            assertThat(starts.get()).isBetween(2, 5);
        }
    }

    @Test
    void failure_isHandedOver_andEndsThatRunOnly() {
        AtomicInteger runs = new AtomicInteger();
        try (QuartzSchedule schedule = schedule("failing")) {
            schedule.every("fails", SOON, () -> {
                if (runs.incrementAndGet() % 2 == 0) {
                    throw new StackOverflowError("deep");
                }
                throw new IllegalStateException("no");
            });
            await().until(() -> runs.get() >= 4);
        }
        assertThat(failures).contains("fails: no", "fails: deep");
    }

    @Test
    void close_waitsForTheRunningTask() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        QuartzSchedule schedule = schedule("closing");
        schedule.every("task", Duration.ofHours(1), () -> {
            running.countDown();
            awaitLatch(go);
            done.set(true);
        });
        awaitLatch(running);
        AtomicBoolean closed = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            schedule.close();
            closed.set(true);
        });
        closer.start();
        await().until(() ->
                closer.getState() == Thread.State.WAITING || closer.getState() == Thread.State.TIMED_WAITING);
        assertThat(closed).isFalse();
        go.countDown();
        await().untilTrue(closed);
        assertThat(done).isTrue();
    }

    @Test
    void cancelledTask_runsNoMore_andItsNameIsFree() {
        AtomicInteger former = new AtomicInteger();
        CountDownLatch twice = new CountDownLatch(2);
        try (QuartzSchedule schedule = new QuartzSchedule("cancel", (task, error) -> {})) {
            schedule.cancel("no such task");
            schedule.every("tick", Duration.ofMillis(20), former::incrementAndGet);
            await().until(() -> former.get() > 0);
            schedule.cancel("tick");
            schedule.every("tick", Duration.ofMillis(20), twice::countDown);
            awaitLatch(twice);
            int then = former.get();
            CountDownLatch more = new CountDownLatch(3);
            schedule.every("tock", Duration.ofMillis(20), more::countDown);
            awaitLatch(more);
            assertThat(former).hasValue(then);
        }
    }

    @Test
    void misuse_isRefused() {
        QuartzSchedule schedule = schedule("misuse");
        assertThatThrownBy(() -> schedule.every("a", Duration.ZERO, () -> {})).hasMessageContaining("period must be");
        schedule.every("a", Duration.ofHours(1), () -> {});
        assertThatThrownBy(() -> schedule.every("a", Duration.ofHours(1), () -> {}))
                .hasMessageContaining("scheduled once");
        schedule.close();
        schedule.close();
        assertThatThrownBy(() -> schedule.every("b", SOON, () -> {})).hasMessageContaining("is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 0 30 2 ?", "0 0 3 1 1 ? 2020", "0 0 3 ? * XYZ", "nightly"})
    void timesThatNeverCome_areTold_beforeAnythingIsScheduled(String cron) {
        try (QuartzSchedule schedule = schedule("never")) {
            assertThatThrownBy(() -> QuartzSchedule.check(cron)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> schedule.at("task", cron, () -> {})).isInstanceOf(IllegalArgumentException.class);
            QuartzSchedule.check("0 0 3 * * ?");
            schedule.at("task", "0 0 3 1 1 ? 2099", () -> {});
        }
    }

    @Test
    void threads_areDaemons() {
        AtomicBoolean daemon = new AtomicBoolean();
        try (QuartzSchedule schedule = schedule("daemon")) {
            schedule.every("a", SOON, () -> daemon.set(Thread.currentThread().isDaemon()));
            await().untilTrue(daemon);
        }
    }

    private QuartzSchedule schedule(String name) {
        return new QuartzSchedule(name, (task, thrown) -> failures.add(task + ": " + thrown.getMessage()));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
