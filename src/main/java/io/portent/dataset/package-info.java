/** Windows and labels to training sequences. Time is split, never shuffled across a split. */
@NullMarked
package io.portent.dataset;

import org.jspecify.annotations.NullMarked;
