package io.portent.simulate;

/** What a fault does to the mechanism. What the mechanism then does is its own affair. */
sealed interface Fault {
    FaultKind kind();

    /**
     * Once a second while it lasts.
     *
     * @param progress 0 at the start; at 1 the fault is as bad as it was meant to become, and it goes on
     * @param burst how fast things go right now, around 1
     */
    void second(Shop shop, double progress, double burst);

    /** What an operator does about it, and what that writes to the log. */
    void mend(Shop shop, long now);

    /** It goes away unnoticed. */
    void fade(Shop shop);

    /** A code path that forgets to close. */
    record ConnectionLeak(double perRequest) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.CONNECTION_LEAK;
        }

        @Override
        public void second(Shop shop, double progress, double burst) {
            shop.connectionLeak(perRequest * burst);
        }

        @Override
        public void mend(Shop shop, long now) {
            shop.connectionLeak(0);
            shop.restart(now, 9_000);
        }

        @Override
        public void fade(Shop shop) {
            shop.connectionLeak(0);
            while (shop.connections.lost() > 0) {
                shop.connections.recoverOne();
            }
        }
    }

    /** A cache without an upper bound. */
    record HeapLeak(double mbPerRequest) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.HEAP_LEAK;
        }

        @Override
        public void second(Shop shop, double progress, double burst) {
            shop.heapLeak(mbPerRequest * burst);
        }

        @Override
        public void mend(Shop shop, long now) {
            shop.heapLeak(0);
            shop.restart(now, 11_000);
        }

        @Override
        public void fade(Shop shop) {
            shop.heapLeak(0);
            shop.heap.dropLeak();
        }
    }

    /** An export that runs again and again and keeps every file. */
    record DiskFilling(double gbPerSecond) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.DISK_FILLING;
        }

        @Override
        public void second(Shop shop, double progress, double burst) {
            shop.disk.growExports(gbPerSecond * burst);
        }

        @Override
        public void mend(Shop shop, long now) {
            double freed = shop.disk.purgeExports();
            shop.log.write(SystemLine.EXPORTS_PURGED, "export-cleaner", now, ShopLog.decimal(freed, 1));
        }

        @Override
        public void fade(Shop shop) {
            shop.disk.purgeExports();
        }
    }

    /** The provider loses capacity; our retries do the rest. */
    record UpstreamBrownout(double depth) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.UPSTREAM_BROWNOUT;
        }

        @Override
        public void second(Shop shop, double progress, double burst) {
            double lost = depth * Math.min(1.3, progress) * (0.75 + 0.25 * burst);
            shop.upstream.brownOut(StrictMath.exp(-lost));
        }

        @Override
        public void mend(Shop shop, long now) {
            fade(shop);
            shop.log.write(OrderLine.PROVIDER_STATUS, "provider-status", now, "all systems operational");
        }

        @Override
        public void fade(Shop shop) {
            shop.upstream.brownOut(1);
        }
    }

    /** Statistics went stale and the planner chose a sequential scan of a table that grows. */
    record SlowQuery(double worst) implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.SLOW_QUERY;
        }

        @Override
        public void second(Shop shop, double progress, double burst) {
            double grown = Math.min(1.6, progress);
            shop.database.planCost(1 + worst * grown * grown * grown * (0.8 + 0.2 * burst));
        }

        @Override
        public void mend(Shop shop, long now) {
            fade(shop);
            long took = 20_000L + shop.log.chance.below(40_000);
            shop.log.write(SystemLine.ANALYZED, "maintenance-1", now, took);
        }

        @Override
        public void fade(Shop shop) {
            shop.database.planCost(1);
        }
    }

    /** Happens at once, and then there is nothing left to get worse. */
    record Crash() implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.CRASH;
        }

        @Override
        public void second(Shop shop, double progress, double burst) {
            if (progress == 0) {
                shop.crash();
            }
        }

        @Override
        public void mend(Shop shop, long now) {
            shop.restart(now, 12_000);
        }

        @Override
        public void fade(Shop shop) {
            throw new IllegalStateException("a lost host does not come back by itself");
        }
    }
}
