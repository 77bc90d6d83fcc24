/** The metrics page in Prometheus text and OpenMetrics. The one place that names simpleclient. */
@NullMarked
package io.portent.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
