package io.portent.web;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads for requests. While its client is waited for, to send or to read, a request costs a parked thread; when others have no thread,
 * those that have been waited for longest are given up.
 *
 * <pre>
 *   client sends (TLS, head) | work | client sends (body) | work | client reads
 *   ------ may be given up --|      |-- may be given up --|      |-- may be given up
 * </pre>
 *
 * To give up is to interrupt: the JDK closes a channel whose reader or writer is interrupted. Answers that nobody reads are held in
 * memory; when they are more than a share of it, those that are held longest are given up, too.
 */
final class RequestThreads implements Executor {
    private static final ThreadLocal<Turn> CURRENT = new ThreadLocal<>();
    private static final int THREADS = 128;
    private static final long LOOK_MILLIS = 100;

    /** Until there are all, each request begins one, also where others are idle: they must not add up from scrape to scrape. */
    private static final long IDLE_SECONDS = 5;

    /** So long a client is waited for in any case: more than two round trips around the world. */
    private static final int PATIENCE_LOOKS = 10;

    private final long mostHeld = Runtime.getRuntime().maxMemory() / 16;
    private final AtomicLong held = new AtomicLong();
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final Runnable onGivenUp;
    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor watch;

    /**
     * @param connections that there are at most: each waits for one thread, so none is ever turned away here
     * @param onGivenUp told of each request that is given up
     */
    RequestThreads(int connections, Runnable onGivenUp) {
        this.onGivenUp = onGivenUp;
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(connections),
                task -> daemon(task, "web-" + count.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true); // idle most of the time: a scrape every few seconds
        watch = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "web-watch"));
        watch.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
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
        if ((!pool.getQueue().isEmpty() || held.get() > mostHeld) && watching.compareAndSet(false, true)) {
            ScheduledFuture<?> unused = watch.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            giveUpTheSlowest();
        } finally {
            watching.set(false);
        }
        watchIfNeeded();
    }

    private void giveUpTheSlowest() {
        int threadsNeeded = pool.getQueue().size();
        long bytesNeeded = held.get() - mostHeld;
        // Seen once: turns go on while they are sorted.
        List<Slow> slowest = turns.stream()
                .map(Turn::seen)
                .filter(slow -> slow.looks() > PATIENCE_LOOKS)
                .sorted(Comparator.comparingInt(Slow::looks).reversed())
                .toList();
        for (Slow slow : slowest) {
            if (threadsNeeded > 0 || (bytesNeeded > 0 && slow.bytes() > 0)) {
                slow.turn().giveUp();
                threadsNeeded--;
                bytesNeeded -= slow.bytes();
            }
        }
    }

    /** From here on the client is not waited for, and the request is not given up. */
    void work() throws GivenUpException {
        turn().work();
    }

    /** From here on more of the request is waited for, as long as before: a byte now and then buys no time. */
    void await() {
        turn().await();
    }

    /** From here on the client reads an answer of so many bytes. */
    void awaitReader(int bytes) {
        turn().awaitReader(bytes);
        watchIfNeeded();
    }

    /** Whether answers take so much memory that another one should not be made before some are given up. */
    boolean holdTooMuch() {
        return held.get() > 2 * mostHeld;
    }

    private Turn turn() {
        Turn turn = CURRENT.get();
        if (turn == null) {
            throw new IllegalStateException("a request must be served on a thread of this pool");
        }
        return turn;
    }

    void close() {
        watch.shutdownNow();
        pool.shutdownNow();
    }

    /** A turn as it was seen: for how many looks its client has been waited for, and how much of an answer it holds. */
    private record Slow(Turn turn, int looks, int bytes) {}

    /** One request on its thread. */
    private final class Turn implements Runnable {
        private final Runnable request;
        private Thread thread = Thread.currentThread();
        private boolean waiting;
        private boolean givenUp;
        private int looks;
        private int bytes;

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
            CURRENT.set(this);
            turns.add(this);
        }

        private synchronized void end() {
            waiting = false;
            held.addAndGet(-bytes);
            turns.remove(this);
            CURRENT.remove();
            if (givenUp) {
                Thread.interrupted(); // the thread's next request is not to be given up for this one
            }
        }

        synchronized void work() throws GivenUpException {
            waiting = false;
            if (givenUp) {
                throw new GivenUpException();
            }
        }

        synchronized void await() {
            waiting = true;
        }

        synchronized void awaitReader(int answer) {
            waiting = true;
            looks = 0;
            bytes = answer;
            held.addAndGet(answer);
        }

        synchronized Slow seen() {
            looks += waiting ? 1 : 0;
            return new Slow(this, waiting ? looks : 0, bytes);
        }

        synchronized void giveUp() {
            if (waiting && !givenUp) {
                givenUp = true;
                thread.interrupt();
                onGivenUp.run();
            }
        }
    }
}
