package io.portent.rule;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many errors an entity's windows usually hold, and from how many on it is a burst. Median and median absolute deviation, so
 * that incidents, as long as they fill less than half of the time, do not pass for usual. Not thread-safe.
 */
final class UsualErrors {
    /** Makes the deviation comparable to a standard deviation, if errors were normally distributed. */
    private static final double NORMAL = 1.4826;

    private static final double DEVIATIONS = 6;
    private static final int LEAST_BURST = 5;
    /** Counts above are all alike; it bounds the table. */
    private static final int MOST = 100_000;

    private final TreeMap<Integer, Integer> windowsByCount = new TreeMap<>();
    private int windows;
    private int burst = -1;

    void add(int errors) {
        windowsByCount.merge(Math.min(errors, MOST), 1, Integer::sum);
        windows++;
        burst = -1;
    }

    int median() {
        return median(windowsByCount);
    }

    private int median(NavigableMap<Integer, Integer> histogram) {
        int below = 0;
        for (Map.Entry<Integer, Integer> entry : histogram.entrySet()) {
            below += entry.getValue();
            if (2 * below >= windows) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** At least this many errors in one window are a burst. */
    int burst() {
        if (burst < 0) {
            burst = leastBurst();
        }
        return burst;
    }

    private int leastBurst() {
        int median = median();
        TreeMap<Integer, Integer> deviations = new TreeMap<>();
        windowsByCount.forEach((count, times) -> deviations.merge(Math.abs(count - median), times, Integer::sum));
        double spread = Math.max(NORMAL * median(deviations), Math.sqrt(median));
        return median + Math.max(LEAST_BURST, (int) Math.ceil(DEVIATIONS * spread));
    }
}
