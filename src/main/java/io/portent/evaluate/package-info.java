/** Forecasts against what happened: scores, alarms, and the thresholds that an alarm budget allows. */
@NullMarked
package io.portent.evaluate;

import org.jspecify.annotations.NullMarked;
