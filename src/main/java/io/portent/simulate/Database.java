package io.portent.simulate;

/** How long queries take. A plan change makes the stock query slow, and what it reads pushes the others out of the buffers. */
final class Database {
    private static final double SPREAD = 0.45;
    /** Locks and checkpoints: now and then any query takes twenty times as long. */
    private static final double OUTLIERS = 0.0006;

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

    double queryMillis(Route route, int active) {
        double own = route == Route.STOCK ? planCost : 1 + (planCost - 1) * 0.05;
        double crowd = 1 + 1.2 * active / ConnectionPool.SIZE;
        double outlier = chance.happens(OUTLIERS) ? chance.between(10, 40) : 1;
        return chance.logNormal(route.queryMillis, SPREAD) * own * crowd * batchCost * outlier;
    }
}
