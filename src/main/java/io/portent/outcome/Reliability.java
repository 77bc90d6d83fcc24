package io.portent.outcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Adds up chances and what they came to. Not thread-safe. */
public final class Reliability {
    private static final int BINS = 10;

    private final int[] forecasts = new int[BINS];
    private final double[] expected = new double[BINS];
    private final int[] observed = new int[BINS];
    private double squares;

    public void add(double chance, boolean onset) {
        int bin = Math.min(BINS - 1, (int) (chance * BINS));
        forecasts[bin]++;
        expected[bin] += chance;
        observed[bin] += onset ? 1 : 0;
        double gap = chance - (onset ? 1 : 0);
        squares += gap * gap;
    }

    public Calibration of(Duration horizon) {
        List<Calibration.Bin> bins = new ArrayList<>();
        int count = 0;
        double chances = 0;
        int onsets = 0;
        for (int i = 0; i < BINS; i++) {
            bins.add(new Calibration.Bin(forecasts[i], expected[i], observed[i]));
            count += forecasts[i];
            chances += expected[i];
            onsets += observed[i];
        }
        return new Calibration(horizon, count, chances, onsets, squares / count, bins);
    }
}
