package io.portent.simulate;

/** How long queries take. A plan change makes the stock query slow, and what it reads pushes the others out of the buffers. */
final class Database {
    private static final double SPREAD = 0.45;
    /** Locks and checkpoints: now and then any query takes twenty times as long. */
    private static final double OUTLIERS = 0.0006;

    /** How likely a stock or cart query meets a row lock of one of the transactions that nobody ends. */
    private static final double LOCKED = 0.012;

    private static final double LOCK_MILLIS = 600;
    /** What the slow query's reads cost the others, as a share of what it costs itself. */
    private static final double SPILL = 0.08;

    private final Chance chance;
    private double planCost = 1;
    private double batchCost = 1;

    Database(Chance chance) {
        this.chance = chance;
    }

    /** 1 is a good plan. */
    void planCost(double factor) {
        planCost = factor;
    }

    void batchCost(double factor) {
        batchCost = factor;
    }

    /**
     * How long the query of one request takes.
     *
     * @param active connections in use or lost
     * @param lost connections that were not closed; their transactions stay open and keep their locks
     */
    double queryMillis(Route route, int active, int lost) {
        double own = route == Route.STOCK ? planCost : 1 + (planCost - 1) * SPILL;
        double crowd = 1 + 1.2 * active / ConnectionPool.SIZE;
        double outlier = chance.happens(OUTLIERS) ? chance.between(10, 40) : 1;
        double working = chance.logNormal(route.queryMillis, SPREAD) * own * crowd * batchCost * outlier;
        boolean contended = route == Route.STOCK || route == Route.CART;
        boolean blocked = lost > 0 && contended && chance.happens(LOCKED * lost);
        return blocked ? working + chance.exponential(LOCK_MILLIS) : working;
    }
}
