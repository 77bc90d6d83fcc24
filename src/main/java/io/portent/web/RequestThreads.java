package io.portent.web;

import java.io.IOException;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for requests. While its client is waited for, to send or to read, a request costs a parked thread; when others have no thread,
 * those that have been waited for longest are given up.
 *
 * <pre>
 *   client sends (TLS, head) | work | client sends (body) | work | client reads
 *   ------ may be given up --|      |-- may be given up --|      |-- may be given up
 * </pre>
 *
 * To give up is to interrupt: the JDK closes a channel whose reader or writer is interrupted.
 */
final class RequestThreads implements Executor {
    private static final int THREADS = 128;
    private static final long LOOK_MILLIS = 100;

    /** So long a client is waited for in any case: more than two round trips around the world. */
    private static final int PATIENCE_LOOKS = 10;

    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Turn> current = new ThreadLocal<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor watch;

    /** @param connections that there are at most: each waits for one thread, so none is ever turned away here */
    RequestThreads(int connections) {
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(connections),
                task -> daemon(task, "web-" + count.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true); // idle most of the time: a scrape every few seconds
        watch = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "web-watch"));
        watch.setKeepAliveTime(30, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable request) {
        pool.execute(new Turn(request));
        watchIfNeeded();
    }

    private void watchIfNeeded() {
        if (!pool.getQueue().isEmpty() && watching.compareAndSet(false, true)) {
            watch.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        int needed = pool.getQueue().size();
        turns.stream()
                .filter(Turn::hasBeenWaitedForLong)
                .sorted(Comparator.comparingInt(Turn::looks).reversed())
                .limit(needed)
                .forEach(Turn::giveUp);
        watching.set(false);
        watchIfNeeded();
    }

    /** From here on the client is not waited for, and the request is not given up. */
    void work() throws IOException {
        turn().work();
    }

    /** From here on more of the request is waited for, as long as before: a byte now and then buys no time. */
    void await() {
        turn().await();
    }

    /** From here on the client reads. */
    void awaitReader() {
        turn().awaitReader();
    }

    private Turn turn() {
        Turn turn = current.get();
        if (turn == null) {
            throw new IllegalStateException("a request must be served on a thread of this pool");
        }
        return turn;
    }

    void close() {
        watch.shutdownNow();
        pool.shutdownNow();
    }

    /** One request on its thread. */
    private final class Turn implements Runnable {
        private final Runnable request;
        private Thread thread = Thread.currentThread();
        private boolean waiting;
        private boolean givenUp;
        private int looks;

        Turn(Runnable request) {
            this.request = request;
        }

        @Override
        public void run() {
            begin();
            try {
                request.run();
            } finally {
                end();
            }
        }

        private synchronized void begin() {
            thread = Thread.currentThread();
            waiting = true;
            current.set(this);
            turns.add(this);
        }

        private synchronized void end() {
            waiting = false;
            turns.remove(this);
            current.remove();
            if (givenUp) {
                Thread.interrupted(); // the thread's next request is not to be given up for this one
            }
        }

        synchronized void work() throws IOException {
            waiting = false;
            if (givenUp) {
                throw new IOException("the client was too slow while others waited");
            }
        }

        synchronized void await() {
            waiting = true;
        }

        synchronized void awaitReader() {
            waiting = true;
            looks = 0;
        }

        synchronized int looks() {
            return looks;
        }

        synchronized boolean hasBeenWaitedForLong() {
            looks += waiting ? 1 : 0;
            return waiting && looks > PATIENCE_LOOKS;
        }

        synchronized void giveUp() {
            if (waiting && !givenUp) {
                givenUp = true;
                thread.interrupt();
            }
        }
    }
}
