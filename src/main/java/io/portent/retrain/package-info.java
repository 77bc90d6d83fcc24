/** When a challenger is let in, and the process that trains it. */
@NullMarked
package io.portent.retrain;

import org.jspecify.annotations.NullMarked;
