package io.portent.simulate;

/** The running process and everything it lives on. Mutable; owned by the simulation. */
final class Shop {
    final WorkerPool workers = new WorkerPool();
    final ConnectionPool connections = new ConnectionPool();
    final Tally tally = new Tally();
    final SloMonitor slo = new SloMonitor();
    final Agenda agenda = new Agenda();
    final Chance chance;
    final Database database;
    final Heap heap;
    final Disk disk;
    final Upstream upstream;
    final Traffic traffic;
    final ShopLog log;

    private boolean up = true;
    private long upAt = Long.MAX_VALUE;
    private long startedAt = -3_600_000;
    private int life;
    private int release = 1;
    private double connectionLeak;
    private double heapLeakMb;

    Shop(Chance chance, long startEpochMillis, LogSink sink) {
        this.chance = chance.fork("shop");
        this.database = new Database(chance.fork("database"));
        this.heap = new Heap(chance.fork("heap"));
        this.disk = new Disk(chance.fork("disk"));
        this.upstream = new Upstream(chance.fork("upstream"));
        this.traffic = new Traffic(chance.fork("traffic"), startEpochMillis);
        this.log = new ShopLog(sink, startEpochMillis, chance.fork("log"));
    }

    /** Dies without a word. Nobody knows but the load balancer. */
    void crash() {
        dropEverything();
        up = false;
        upAt = Long.MAX_VALUE;
    }

    /** Stops, if it still runs, and comes up again after so many milliseconds. */
    void restart(long now, long downMillis) {
        if (up) {
            log.write(SystemLine.STOPPING, "SpringApplicationShutdownHook", now);
            if (tally.inFlight() > 12) {
                log.write(SystemLine.STOP_ABORTED, "tomcat-shutdown", now, tally.inFlight());
            }
            log.write(SystemLine.POOL_STOPPED, "SpringApplicationShutdownHook", now);
        }
        dropEverything();
        up = false;
        upAt = now + downMillis;
    }

    /** A deploy is a restart of a newer release. */
    void deploy(long now, long downMillis) {
        release++;
        restart(now, downMillis);
    }

    private void dropEverything() {
        for (long left = tally.inFlight(); left > 0; left--) {
            tally.failed();
            slo.saw(true);
        }
        life++;
        workers.reset();
        connections.reset();
        heap.reset();
    }

    /** Comes up when it is time to. */
    void second(long now) {
        if (!up && now >= upAt) {
            up = true;
            upAt = Long.MAX_VALUE;
            startedAt = now;
            logStart(now);
        }
    }

    private void logStart(long now) {
        String thread = "main";
        double took = 2.4 + log.chance.unit() * 0.5;
        long begun = now - 2_300;
        log.write(SystemLine.STARTING, thread, begun, "2.14." + release);
        log.write(SystemLine.PROFILE, thread, begun + 4);
        log.write(SystemLine.POOL_STARTING, thread, begun + 610);
        log.write(SystemLine.POOL_STARTED, thread, begun + 790);
        log.write(SystemLine.MIGRATED, thread, begun + 931, Integer.toString(40 + release / 3));
        log.write(SystemLine.CACHE_COLD, thread, begun + 1_480, 3_000 + log.chance.below(900));
        log.write(SystemLine.TOMCAT, thread, begun + 2_210);
        log.write(SystemLine.STARTED, thread, now, ShopLog.decimal(took, 3), ShopLog.decimal(took + 0.6, 3));
    }

    boolean up() {
        return up;
    }

    /** Nobody has begun to start it again. */
    boolean dead() {
        return !up && upAt == Long.MAX_VALUE;
    }

    int life() {
        return life;
    }

    /** From 0 just after a start, when caches are empty and code is cold, to 1. */
    double warmth(long now) {
        return Math.min(1, (now - startedAt) / 180_000.0);
    }

    /** The chance that a stock or cart request keeps its connection for ever. */
    void connectionLeak(double probability) {
        connectionLeak = probability;
    }

    double connectionLeak() {
        return connectionLeak;
    }

    /** What each request leaves behind in memory. */
    void heapLeak(double mbPerRequest) {
        heapLeakMb = mbPerRequest;
    }

    double heapLeakMb() {
        return heapLeakMb;
    }
}
