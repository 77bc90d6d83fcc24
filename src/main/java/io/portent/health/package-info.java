/** Health states, labels and onsets: what was, as somebody recorded it. */
@NullMarked
package io.portent.health;

import org.jspecify.annotations.NullMarked;
