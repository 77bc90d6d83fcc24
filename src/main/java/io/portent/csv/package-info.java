/** Tables that people and other programs read and write: labels in, forecasts out. */
@NullMarked
package io.portent.csv;

import org.jspecify.annotations.NullMarked;
