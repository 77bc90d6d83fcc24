package io.portent.dataset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked at each forecast: the worst state in (t + warning, t + horizon], for each horizon.
 *
 * <pre>
 *   t    warning     h1          h2                  h3
 *   |-------|--------|-----------|-------------------|      buckets: the pieces between neighbouring edges
 * </pre>
 *
 * <p>The stretch before the warning is a bucket of its own where the warning is not zero: an onset there is a failure, but
 * no forecast in time, so it counts for no horizon.
 *
 * @param warning least useful lead time, shorter than the first horizon
 * @param horizons rising
 */
public record Horizons(Duration warning, List<Duration> horizons) {
    public Horizons {
        horizons = List.copyOf(horizons);
        if (warning.isNegative() || horizons.isEmpty() || warning.compareTo(horizons.get(0)) >= 0) {
            throw new IllegalArgumentException(
                    "warning must be in [0, first horizon), was " + warning + " with horizons " + horizons);
        }
        for (int i = 1; i < horizons.size(); i++) {
            if (horizons.get(i - 1).compareTo(horizons.get(i)) >= 0) {
                throw new IllegalArgumentException("horizons must rise, were " + horizons);
            }
        }
    }

    /** Edges of the buckets, from 0 to the last horizon: one more than there are buckets. */
    public List<Duration> edges() {
        List<Duration> edges = new ArrayList<>();
        edges.add(Duration.ZERO);
        if (!warning.isZero()) {
            edges.add(warning);
        }
        edges.addAll(horizons);
        return edges;
    }

    public int buckets() {
        return horizons.size() + firstBucket();
    }

    /** Index of the first bucket that counts: 1 if a warning time is set, else 0. */
    public int firstBucket() {
        return warning.isZero() ? 0 : 1;
    }

    public Duration longest() {
        return horizons.get(horizons.size() - 1);
    }
}
