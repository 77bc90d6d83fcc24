package io.portent.simulate;

import static io.portent.simulate.ShopLog.decimal;

/** The lines that a service writes about itself by the clock, each with its numbers as fields. */
final class Reporter {
    private static final String THREAD = "metrics-1";

    private final Shop shop;
    private final ShopLog log;
    private final MinuteStats stats;
    private int callsSinceCacheLine;

    Reporter(Shop shop, MinuteStats stats) {
        this.shop = shop;
        this.log = shop.log;
        this.stats = stats;
    }

    void second(long now) {
        if (!shop.up()) {
            return;
        }
        while (shop.connections.suspectsLeak(now)) {
            log.write(
                    SystemLine.LEAK_SUSPECT,
                    "shop-pool housekeeper",
                    now,
                    Traces.leak(),
                    1_000 + log.chance.below(9_000),
                    "http-nio-8080-exec-" + (1 + log.chance.below(WorkerPool.THREADS)));
        }
        switch ((int) (now / 1_000 % 60)) {
            case 0 -> http(now);
            case 7 -> workers(now);
            case 19 -> pool(now);
            case 31 -> heap(now);
            case 43 -> provider(now);
            case 52 -> disk(now);
            default -> {
                // nothing is due in this second
            }
        }
    }

    private void http(long now) {
        stats.sort();
        log.write(
                WebLine.HTTP_STATS,
                THREAD,
                now,
                stats.requests(),
                stats.failed(),
                stats.quantile(0.5),
                stats.quantile(0.95),
                stats.quantile(1));
        if (stats.quantile(0.95) > 2_500) {
            log.write(WebLine.HEALTH_SLOW, "http-nio-8081-exec-1", now, stats.quantile(0.5) + log.chance.below(400));
        }
    }

    private void workers(long now) {
        int busy = shop.workers.busy();
        log.write(WebLine.WORKER_STATS, THREAD, now, busy, WorkerPool.THREADS, shop.workers.waiting());
        if (busy > 32) {
            log.write(WebLine.WORKERS_TIGHT, THREAD, now, busy, WorkerPool.THREADS, shop.workers.waiting());
        }
    }

    private void pool(long now) {
        log.write(
                SystemLine.POOL_STATS,
                "shop-pool housekeeper",
                now,
                ConnectionPool.SIZE,
                shop.connections.active(),
                shop.connections.idle(),
                shop.connections.waiting());
        if (shop.connections.idle() <= 4) {
            log.write(
                    SystemLine.POOL_TIGHT,
                    "shop-pool housekeeper",
                    now,
                    shop.connections.idle(),
                    ConnectionPool.SIZE,
                    shop.connections.waiting());
        }
    }

    private void heap(long now) {
        double ratio = shop.heap.usedMb() / Heap.MAX_MB;
        log.write(
                SystemLine.HEAP_STATS,
                THREAD,
                now,
                Math.round(shop.heap.usedMb()),
                decimal(ratio, 3),
                shop.heap.collections());
        double afterCollection = shop.heap.oldMb() / Heap.MAX_MB;
        if (afterCollection > 0.72) {
            log.write(SystemLine.HEAP_HIGH, THREAD, now, decimal(afterCollection, 3));
        }
    }

    private void provider(long now) {
        log.write(
                OrderLine.PROVIDER_STATS,
                THREAD,
                now,
                stats.calls(),
                stats.retries(),
                stats.timeouts(),
                stats.meanCallMillis());
        stats.clear();
        callsSinceCacheLine++;
        if (callsSinceCacheLine >= 5) {
            callsSinceCacheLine = 0;
            double warm = shop.warmth(now);
            long entries = Math.round(warm * 3_400) + log.chance.below(60);
            log.write(OrderLine.CACHE_STATS, THREAD, now, entries, decimal(warm * log.chance.between(0.52, 0.58), 3));
        }
    }

    private void disk(long now) {
        double ratio = shop.disk.usedRatio();
        if (ratio > 0.90 || now / 60_000 % 5 == 0) {
            Line line = ratio > 0.95
                    ? SystemLine.DISK_CRITICAL
                    : ratio > 0.90
                            ? SystemLine.DISK_VERY_HIGH
                            : ratio > 0.85 ? SystemLine.DISK_HIGH : SystemLine.DISK_STATS;
            log.write(line, "disk-check", now, decimal(ratio, 3), decimal(shop.disk.freeGb(), 1));
        }
    }
}
