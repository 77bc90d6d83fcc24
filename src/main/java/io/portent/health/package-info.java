/** Health states, labels and onsets: what was, as somebody recorded it, and whom to believe. */
@NullMarked
package io.portent.health;

import org.jspecify.annotations.NullMarked;
