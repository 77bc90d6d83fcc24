/** Numeric series: a step is a row of numbers, an answer is where the next value of one column lies. */
@NullMarked
package io.portent.codec.series;

import org.jspecify.annotations.NullMarked;
