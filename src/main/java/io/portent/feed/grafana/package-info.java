/** Annotations of Grafana to labels and interventions. */
@NullMarked
package io.portent.feed.grafana;

import org.jspecify.annotations.NullMarked;
