/**
 * A small shop that fails by mechanism, so that there are logs with precursors to learn from. Beside the flow: imported by
 * the command line only. Labels come from the shop's own service level objective, never from the list of faults.
 */
@NullMarked
package io.portent.simulate;

import org.jspecify.annotations.NullMarked;
