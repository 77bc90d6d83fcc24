/** Past forecasts as OpenMetrics text with time stamps, for a Prometheus to take in. */
@NullMarked
package io.portent.metrics.openmetrics;

import org.jspecify.annotations.NullMarked;
