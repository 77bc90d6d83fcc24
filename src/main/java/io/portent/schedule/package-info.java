/** Work that repeats in wall-clock time. The port; names no scheduler. */
@NullMarked
package io.portent.schedule;

import org.jspecify.annotations.NullMarked;
