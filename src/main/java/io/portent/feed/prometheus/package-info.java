/** The history of Prometheus to labels: alerts that fired, and any expression. */
@NullMarked
package io.portent.feed.prometheus;

import org.jspecify.annotations.NullMarked;
