/** What forecasts were worth, as one HTML page that needs nothing from elsewhere. */
@NullMarked
package io.portent.report;

import org.jspecify.annotations.NullMarked;
