package io.portent.metrics.prometheus;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How many labels there are of each source. Sources are named by whoever writes labels, so their series are bounded. Thread-safe. */
final class LabelCollector extends Collector {
    private static final int MOST_SOURCES = 30;
    private static final int LONGEST_SOURCE = 100;

    private volatile Map<String, Long> known = Map.of();

    void labels(Map<String, Long> bySource) {
        known = Map.copyOf(bySource);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<Map.Entry<String, Long>> sources = new ArrayList<>(known.entrySet());
        sources.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<Sample> samples = new ArrayList<>();
        long rest = 0;
        for (Map.Entry<String, Long> source : sources) {
            boolean shown = samples.size() < MOST_SOURCES && source.getKey().length() <= LONGEST_SOURCE;
            if (shown && !source.getKey().equals("other")) {
                samples.add(Family.LABELS.sample((double) source.getValue(), source.getKey()));
            } else {
                rest += source.getValue();
            }
        }
        if (rest > 0) {
            samples.add(Family.LABELS.sample((double) rest, "other"));
        }
        return List.of(Family.LABELS.with(samples));
    }
}
