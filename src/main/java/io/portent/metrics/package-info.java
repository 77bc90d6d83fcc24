/** What the agent says about itself and its forecasts. The port; names no metrics library. */
@NullMarked
package io.portent.metrics;

import org.jspecify.annotations.NullMarked;
