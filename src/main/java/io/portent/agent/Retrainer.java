package io.portent.agent;

import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.RetrainJournal;
import io.portent.config.AgentConfig;
import io.portent.metrics.RetrainMeter;
import io.portent.retrain.RetrainProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the model learnt anew, in a process of its own, and tells how that goes. The champion changes by the alias in the model
 * directory, which the daemon follows; nothing is taken over here. Thread-safe; runs one at a time.
 */
final class Retrainer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Retrainer.class);

    private static final String MAIN = "io.portent.cli.Main";
    private static final long OWN_NEED = 192L << 20;
    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
    private static final Duration BETWEEN_DRIFTS = Duration.ofDays(1);

    private volatile AgentConfig config;
    private final @Nullable Path file;
    private final RetrainMeter meter;
    private final InstantSource clock;
    private final Supplier<@Nullable String> foreign;
    private final @Nullable Long limit;
    private @Nullable RetrainProcess process;
    private @Nullable Instant begun;
    private volatile @Nullable RetrainProgress progress;
    private boolean closed;

    /**
     * @param file that the configuration was read from; null: as found from the working directory
     * @param foreign why what the file says now is not in force; null where it is: the other process reads that file
     */
    Retrainer(
            AgentConfig config,
            @Nullable Path file,
            Supplier<@Nullable String> foreign,
            RetrainMeter meter,
            InstantSource clock) {
        this.config = config;
        this.file = file;
        this.meter = meter;
        this.clock = clock;
        this.foreign = foreign;
        this.limit = memoryLimit();
    }

    /** Tells what an earlier process has come to. */
    void start() {
        try {
            for (RetrainReceipt receipt : new RetrainJournal(config.model().directory()).receipts()) {
                meter.cause(label(receipt.cause()));
                if (receipt.verdict() != RetrainReceipt.Verdict.FAILED) {
                    meter.lastSuccess(receipt.time());
                }
            }
        } catch (IOException e) {
            log.warn("earlier runs of retraining are not known: {}", e.getMessage());
        }
        meter.idle();
    }

    /** From the next run on. */
    void use(AgentConfig next) {
        config = next;
    }

    /** How far the present run is; null while there is none. */
    @Nullable
    RetrainProgress progress() {
        return progress;
    }

    /** One run, from its start to its end; does nothing while there is one. */
    void run() {
        String never = impossible();
        if (never != null) {
            log.error("not retrained: {}", never);
            meter.failed();
            return;
        }
        RetrainProcess mine = begin();
        if (mine == null) {
            return;
        }
        try {
            meter.running(0);
            told(mine.await());
        } catch (IOException e) {
            log.error("retraining could not be started: {}", e.getMessage());
            meter.failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(mine);
        }
    }

    /** One run because the logs have drifted, if there was none for a day. */
    void runForDrift() {
        Instant last;
        synchronized (this) {
            last = begun;
        }
        if (last == null || !clock.instant().isBefore(last.plus(BETWEEN_DRIFTS))) {
            log.info("the logs have drifted: retraining");
            run();
        }
    }

    private synchronized @Nullable RetrainProcess begin() {
        if (process != null || closed) {
            return null;
        }
        begun = clock.instant();
        RetrainProcess fresh = new RetrainProcess(MAIN, file, config.retrain().memory(), this::heard);
        process = fresh;
        return fresh;
    }

    private void heard(RetrainProgress now) {
        progress = now;
        meter.running((now.fit() - 1 + now.done()) / 2);
    }

    private void end(RetrainProcess mine) {
        mine.close();
        progress = null;
        meter.idle();
        synchronized (this) {
            process = null;
        }
    }

    private void told(RetrainProcess.Outcome outcome) {
        Instant now = clock.instant();
        RetrainReceipt receipt = outcome.receipt();
        meter.cause(label(receipt == null ? RetrainReceipt.Cause.FAILED : receipt.cause()));
        switch (outcome.verdict()) {
            case PROMOTED -> {
                meter.promoted(now);
                log.info("retrained, the challenger serves: {}", outcome.reason());
            }
            case KEPT, TOO_FEW -> {
                meter.rejected(now);
                log.info("retrained, the champion stays: {}", outcome.reason());
            }
            case FAILED -> {
                meter.failed();
                log.error("retraining failed: {}", outcome.reason());
            }
        }
    }

    /** Every cause as metrics name it. */
    static List<String> causes() {
        return Arrays.stream(RetrainReceipt.Cause.values())
                .map(Retrainer::label)
                .toList();
    }

    private static String label(RetrainReceipt.Cause cause) {
        return cause.name().toLowerCase(Locale.ROOT);
    }

    /** Of a learner beside the agent. In a container the two processes share one limit, and beyond it the kernel kills either. */
    private @Nullable String impossible() {
        String refused = foreign.get();
        if (refused != null) {
            return "the configuration is not in force, and a learner would read it: " + refused;
        }
        long needed = config.retrain().memory() + OWN_NEED;
        Long most = limit;
        return most == null || most >= needed
                ? null
                : "the container may use " + (most >> 20)
                        + " MiB, and the agent with a learner of retrain.memory beside it needs " + (needed >> 20)
                        + " MiB: raise the limit, or run agent retrain elsewhere on the same store and model.directory";
    }

    /** Of the control group, version 2, then 1; the launcher asks likewise. Null where there is none, or one beyond all memory. */
    private static @Nullable Long memoryLimit() {
        return LIMITS.stream()
                .map(Retrainer::text)
                .filter(text -> text.matches("\\d{1,14}"))
                .map(Long::valueOf)
                .findFirst()
                .orElse(null);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends the run that is under way; the champion is as it was. */
    @Override
    public void close() {
        RetrainProcess running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        if (running != null) {
            running.close();
        }
    }
}
