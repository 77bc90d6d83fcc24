/** Forecasts as they were made against what happened: alarms that came true, false ones, missed onsets, and what the chances were worth. */
@NullMarked
package io.portent.outcome;

import org.jspecify.annotations.NullMarked;
