package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigException;
import io.portent.config.Difference;
import io.portent.config.Problem;
import io.portent.metrics.ConfigMeter;
import io.portent.web.Reload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again: when its content has changed, and when it is asked to. What cannot be used is refused as a whole, and what was
 * in force stays: it is always one file's. Thread-safe; one reload at a time.
 *
 * <p>What was refused is said once, not at every look; whoever asks gets it told again.
 */
final class Reloading implements Reload, AutoCloseable {
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Reloading.class);
    private static final long PATIENCE_MILLIS = 20_000;

    private final Source source;
    private final Taking taking;
    private final ConfigMeter meter;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable ConfigWatch watch;
    private @Nullable Thread thread;
    private volatile AgentConfig inForce;
    private volatile @Nullable String refused;
    private boolean again;

    /**
     * Where a configuration comes from.
     *
     * @param reading the whole of it, with environment and command line; throws {@link ConfigException}
     */
    record Source(Path file, Supplier<AgentConfig> reading) {}

    /** Makes a configuration that differs in nothing that needs a restart the one in force, wholly or not at all. */
    interface Taking {
        /**
         * @throws RefusedException if it cannot be
         * @throws NotNowException if it is to be tried again
         */
        void take(AgentConfig next) throws InterruptedException;
    }

    /** The configuration is sound, and this machine or moment does not go with it. */
    @SuppressWarnings("serial") // no exception of ours is ever serialized
    static final class RefusedException extends RuntimeException {
        RefusedException(String message) {
            super(message);
        }
    }

    /** It could be taken a moment later. */
    @SuppressWarnings("serial") // no exception of ours is ever serialized
    static final class NotNowException extends RuntimeException {
        NotNowException(String message) {
            super(message);
        }
    }

    /** @param begun what the agent begins with */
    Reloading(AgentConfig begun, Source source, Taking taking, ConfigMeter meter, InstantSource clock) {
        this.inForce = begun;
        this.source = source;
        this.taking = taking;
        this.meter = meter;
        this.clock = clock;
    }

    /** Begins, and looks from time to time. */
    void start() {
        begin();
        Thread fresh = new Thread(this::work, "config");
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    /** Takes what there is for what is in force. */
    void begin() {
        watch = new ConfigWatch(source.file());
        meter.taken(clock.instant());
    }

    private void work() {
        try {
            while (!end.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the file if its content has changed. */
    void look() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            ConfigWatch there = watch;
            if (there != null && (there.look() || again)) {
                answer(there);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Answer reload() {
        ConfigWatch there = watch;
        if (there == null || !turn.tryLock()) {
            return new Answer(
                    Outcome.BUSY,
                    "not now: the agent starts or ends, or the configuration is being read for another; try again");
        }
        try {
            return answer(there);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Outcome.BUSY, "the agent is ending");
        } finally {
            turn.unlock();
        }
    }

    private Answer answer(ConfigWatch there) throws InterruptedException {
        there.know();
        again = false;
        try {
            AgentConfig next = source.reading().get();
            Difference difference = Difference.between(inForce, next);
            if (!difference.restart().isEmpty()) {
                return refuse(
                        Outcome.RESTART,
                        difference.restart().stream()
                                .map(key -> source.file() + ": " + key + ": needs a restart")
                                .toList());
            }
            if (next.sources().isEmpty()) {
                return refuse(Outcome.REFUSED, List.of(source.file() + ": sources: there is nothing left to read"));
            }
            return take(next, difference);
        } catch (ConfigException e) {
            return refuse(
                    Outcome.REFUSED,
                    e.problems().stream().map(Problem::toString).toList());
        } catch (RefusedException e) {
            return refuse(Outcome.REFUSED, List.of(source.file() + ": " + e.getMessage()));
        } catch (NotNowException e) {
            again = true;
            return new Answer(Outcome.BUSY, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("reloading failed", e);
            return refuse(Outcome.REFUSED, List.of(source.file() + ": cannot be taken: " + e));
        }
    }

    private Answer take(AgentConfig next, Difference difference) throws InterruptedException {
        boolean same = difference.isNone();
        if (!same) {
            taking.take(next);
            inForce = next;
        }
        refused = null;
        meter.taken(clock.instant());
        String told = same ? "nothing has changed" : "changed: " + String.join(", ", difference.live());
        log.info("configuration read again, {}", told);
        return new Answer(Outcome.TAKEN, told);
    }

    private Answer refuse(Outcome outcome, List<String> problems) {
        meter.refused();
        String all = String.join("\n", problems);
        refused = problems.get(0);
        problems.forEach(problem -> log.error("configuration refused, the former one stays: {}", problem));
        return new Answer(outcome, all);
    }

    /** Why the file as it is now is not what is in force; null where it is. */
    @Nullable
    String refused() {
        return refused;
    }

    /** Waits for the reload that is under way. */
    @Override
    public void close() {
        end.countDown();
        try {
            if (turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                watch = null;
                turn.unlock();
            }
            Thread last = thread;
            if (last != null) {
                last.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
