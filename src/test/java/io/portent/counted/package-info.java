/** Counts the work that code does, by steps instead of time. */
@NullMarked
package io.portent.counted;

import org.jspecify.annotations.NullMarked;
