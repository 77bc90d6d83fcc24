package io.portent.model;

import java.util.Arrays;

/**
 * Which alarms of one entity ring, and for how many moments they have been below their threshold. Told every moment in order. Not
 * thread-safe.
 *
 * <p>An alarm goes on while its chance stays above the lower threshold, for {@value #LONGEST} moments at most since it was at the
 * upper one. So what rings is a matter of that many moments, and an agent that has just been started says the same as one that
 * has been running for long.
 */
public final class Ringing {
    /** Half of the usual data window: an incident whose signs fade for longer has not come. */
    public static final int LONGEST = 30;

    private static final int SILENT = LONGEST;

    private final int[] since;

    /** Nothing rings. */
    public Ringing(int horizons) {
        since = new int[2 * horizons];
        Arrays.fill(since, SILENT);
    }

    private Ringing(int[] since) {
        this.since = since;
    }

    public Ringing copy() {
        return new Ringing(since.clone());
    }

    /** Whether red rings at a moment with this chance. */
    public boolean red(Thresholds thresholds, int horizon, double chance) {
        return rings(2 * horizon, chance, thresholds.red().get(horizon), thresholds.keptRed(horizon));
    }

    /** Whether orange or worse rings at a moment with this chance. */
    public boolean orange(Thresholds thresholds, int horizon, double chance) {
        return rings(2 * horizon + 1, chance, thresholds.orange().get(horizon), thresholds.keptOrange(horizon));
    }

    private boolean rings(int alarm, double chance, double threshold, double kept) {
        if (chance >= threshold) {
            since[alarm] = 0;
        } else if (since[alarm] < SILENT) {
            since[alarm] = chance >= kept ? since[alarm] + 1 : SILENT;
        }
        return since[alarm] < SILENT;
    }

    /** Red stands, or nothing is known: what rang has come true, or is forgotten. */
    public void silenceRed(int horizon) {
        since[2 * horizon] = SILENT;
    }

    /** Likewise, of orange or worse. */
    public void silenceOrange(int horizon) {
        since[2 * horizon + 1] = SILENT;
    }
}
