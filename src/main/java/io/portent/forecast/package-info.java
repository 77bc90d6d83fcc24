/** Probabilities to coherent forecasts: states, thresholds, and the reason where there is none. */
@NullMarked
package io.portent.forecast;

import org.jspecify.annotations.NullMarked;
