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
    /** So long whoever asks waits for another's reload, or for a look, before it is told to ask again. */
    private static final long MOMENT_MILLIS = 1_000;

    private static final long CLOSING_MILLIS = 5_000;

    private final Source source;
    private final Taking taking;
    private final ConfigMeter meter;
    private final InstantSource clock;
    private final ReentrantLock turn = new ReentrantLock();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable ConfigWatch watch;
    private @Nullable Thread thread;
    /** Who reads or takes at present, to be interrupted at the end; guarded by this. */
    private @Nullable Thread under;

    private volatile @Nullable String refused;
    /** These three are guarded by the turn. */
    private AgentConfig inForce;

    private boolean inParts;
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

    /** What has become another while the agent started is taken at the next look at which it stays so. */
    void begin() {
        turn.lock();
        try {
            watch = new ConfigWatch(source.file());
            again = !isInForce();
            meter.taken(clock.instant());
        } finally {
            turn.unlock();
        }
    }

    private boolean isInForce() {
        try {
            return Difference.between(inForce, source.reading().get()).isNone();
        } catch (RuntimeException e) {
            return false; // it is said when it is read again
        }
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
            if (there != null && (there.look() || (again && there.isSettled()))) {
                underWay(there);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Answer reload() {
        try {
            if (watch != null && turn.tryLock(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    ConfigWatch there = watch;
                    if (there != null) {
                        return underWay(there);
                    }
                } finally {
                    turn.unlock();
                }
            }
            return new Answer(
                    Outcome.BUSY,
                    "not now: the agent starts or ends, or the configuration is being read for another; try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(Outcome.BUSY, "the agent is ending");
        }
    }

    private Answer underWay(ConfigWatch there) throws InterruptedException {
        synchronized (this) {
            if (watch == null) {
                throw new InterruptedException("the agent is ending");
            }
            under = Thread.currentThread();
        }
        try {
            return answer(there);
        } finally {
            synchronized (this) {
                under = null;
            }
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
            return later(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("reloading failed", e);
            return refuse(Outcome.REFUSED, List.of(source.file() + ": cannot be taken: " + e));
        }
    }

    private Answer take(AgentConfig next, Difference difference) throws InterruptedException {
        boolean same = difference.isNone() && !inParts;
        if (!same) {
            exchange(next);
            next.notes().forEach(note -> log.warn("{}", note));
        }
        refused = null;
        meter.taken(clock.instant());
        String told = same ? "nothing has changed" : "changed: " + String.join(", ", difference.live());
        log.info("configuration read again, {}", told);
        return new Answer(Outcome.TAKEN, told);
    }

    private void exchange(AgentConfig next) throws InterruptedException {
        try {
            taking.take(next);
        } catch (RefusedException | NotNowException e) {
            throw e;
        } catch (RuntimeException defect) {
            takeBack(defect);
            throw defect;
        }
        inForce = next;
        inParts = false;
    }

    /** Whoever takes a configuration compares each part with what that part has: so the former one finds what has been exchanged. */
    private void takeBack(RuntimeException defect) throws InterruptedException {
        inParts = true;
        try {
            taking.take(inForce);
            inParts = false;
        } catch (RuntimeException another) {
            defect.addSuppressed(another);
        }
    }

    /** What the file says is not in force, so it counts as refused until then; a hung disk can make that long. */
    private Answer later(String why) {
        again = true;
        meter.refused();
        if (!why.equals(refused)) {
            log.warn("configuration not taken yet, the former one stays: {}", why);
        }
        refused = why;
        return new Answer(Outcome.BUSY, why);
    }

    private Answer refuse(Outcome outcome, List<String> problems) {
        meter.refused();
        String all = String.join("\n", problems);
        refused = problems.get(0);
        problems.forEach(problem -> log.error("configuration refused, the former one stays: {}", problem));
        return new Answer(outcome, all);
    }

    /** Why the file as it is now is not what is in force; null where it is. Reads it. Thread-safe. */
    @Nullable
    String refused() {
        ConfigWatch there = watch;
        String why = refused;
        return why != null || there == null || there.isKnown() ? why : "it has changed, and is not in force yet";
    }

    /** Ends the reload that is under way. */
    @Override
    public void close() {
        end.countDown();
        watch = null;
        synchronized (this) {
            if (under != null) {
                under.interrupt();
            }
        }
        try {
            if (turn.tryLock(CLOSING_MILLIS, TimeUnit.MILLISECONDS)) {
                turn.unlock();
            }
            Thread last = thread;
            if (last != null) {
                last.join(CLOSING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
