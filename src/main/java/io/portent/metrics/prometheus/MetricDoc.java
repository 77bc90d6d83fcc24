package io.portent.metrics.prometheus;

import java.util.List;

/**
 * One family of the metrics page.
 *
 * @param name of its samples; of a histogram, without {@code _bucket}, {@code _sum}, {@code _count}
 * @param type as OpenMetrics calls it; the text format knows {@code stateset} and {@code info} as gauges
 * @param labels in order; that of a state set is named like the family
 */
public record MetricDoc(String name, String type, List<String> labels, String help) {
    public MetricDoc {
        labels = List.copyOf(labels);
    }
}
