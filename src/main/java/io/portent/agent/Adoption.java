package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands a model from the thread that asks for it to the one that adopts it between two events. Thread-safe; one thread asks,
 * one adopts.
 *
 * <p>Who asks is never told "no" of a model that is adopted after all, nor "yes" before that is done: it would make forecasts
 * of one model from windows that are read for another.
 */
final class Adoption {
    private final Duration patience;
    private final AtomicReference<@Nullable Asked> waiting = new AtomicReference<>();

    private record Asked(ModelDirectory.Named model, CompletableFuture<Boolean> done) {}

    /** Does what adopting is; on the thread that adopts. */
    interface Adopter {
        void adopt(ModelDirectory.Named model);
    }

    /** @param patience with the other thread to begin */
    Adoption(Duration patience) {
        this.patience = patience;
    }

    /** Waits until it is adopted. False: not now, and not later either. */
    boolean ask(ModelDirectory.Named model) {
        Asked asked = new Asked(model, new CompletableFuture<>());
        waiting.set(asked);
        boolean interrupted = false;
        try {
            return asked.done().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException e) {
            interrupted = false;
        }
        boolean begun = !waiting.compareAndSet(asked, null);
        boolean adopted =
                begun && asked.done().handle((done, error) -> error == null).join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return adopted;
    }

    /** Adopts what was asked for, if anything was. */
    void answer(Adopter by) {
        Asked asked = waiting.getAndSet(null);
        if (asked == null) {
            return;
        }
        try {
            by.adopt(asked.model());
            asked.done().complete(true);
        } finally {
            asked.done().completeExceptionally(new IllegalStateException("not adopted"));
        }
    }
}
