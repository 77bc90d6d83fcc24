package io.portent.agent;

import io.portent.model.TrainingStopped;
import io.portent.model.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * As many pieces of work at a time as the process may use processors. An interrupt of the caller is passed on to all
 * pieces, and awaited: nothing goes on behind the back of who asked for an end.
 */
final class Processors implements Workers {
    private final int count;

    Processors(int count) {
        this.count = count;
    }

    @Override
    public <T> List<T> all(List<Supplier<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, Math.min(count, work.size())), piece -> new Thread(piece, "training"));
        try {
            List<Future<T>> pending = new ArrayList<>();
            work.forEach(piece -> pending.add(threads.submit(piece::get)));
            List<T> results = new ArrayList<>();
            for (Future<T> one : pending) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingStopped();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            end(threads);
        }
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
