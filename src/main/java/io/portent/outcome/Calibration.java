package io.portent.outcome;

import java.time.Duration;
import java.util.List;

/**
 * What the chances of one level within one horizon were worth.
 *
 * @param forecasts whose horizon has passed
 * @param expected how many of them an onset should have followed: the sum of the chances
 * @param observed how many of them an onset followed
 * @param brier mean squared error of the chances; NaN without forecasts
 * @param bins ten equal ranges of chances, from [0, 0.1) to [0.9, 1]
 */
public record Calibration(
        Duration horizon, int forecasts, double expected, int observed, double brier, List<Bin> bins) {
    public Calibration {
        bins = List.copyOf(bins);
    }

    /** The forecasts with a chance in one range; see {@link Calibration}. */
    public record Bin(int forecasts, double expected, int observed) {}

    /** Mean gap between chance and frequency over the bins, weighted by their size; NaN without forecasts. */
    public double error() {
        double sum = 0;
        for (Bin bin : bins) {
            sum += Math.abs(bin.expected() - bin.observed());
        }
        return sum / forecasts;
    }
}
