package io.portent.simulate;

/** One volume for logs, exports and the order journal. Writing gets slow when it is nearly full and fails when it is full. */
final class Disk {
    static final double TOTAL_GB = 80;
    private static final double CROWDED = 0.93;

    private final Chance chance;
    private double baseGb = 43;
    private double exportsGb;
    private double batchGb;

    Disk(Chance chance) {
        this.chance = chance;
    }

    /** Logs and order files of ordinary business. */
    void grow(double gb) {
        baseGb = Math.min(baseGb + gb, TOTAL_GB);
    }

    /** Exports that nobody deletes. */
    void growExports(double gb) {
        exportsGb = Math.max(0, Math.min(exportsGb + gb, TOTAL_GB - baseGb - batchGb));
    }

    void batch(double gb) {
        batchGb = gb;
    }

    /** The nightly job removes old logs but leaves exports alone. */
    void rotateLogs() {
        baseGb = chance.between(42, 46);
    }

    /** How much was freed. */
    double purgeExports() {
        double freed = exportsGb;
        exportsGb = 0;
        return freed;
    }

    double usedRatio() {
        return Math.min(1, (baseGb + exportsGb + batchGb) / TOTAL_GB);
    }

    double freeGb() {
        return TOTAL_GB - TOTAL_GB * usedRatio();
    }

    boolean full() {
        return usedRatio() > 0.9985;
    }

    double writeMillis() {
        double crowding = Math.max(0, usedRatio() - CROWDED) / (1 - CROWDED);
        return chance.logNormal(4, 0.5) * (1 + 320 * crowding * crowding);
    }
}
