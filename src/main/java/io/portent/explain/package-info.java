/** Why a forecast is as it is: what in the data window drives it, and which past incident it resembles. Pure. */
@NullMarked
package io.portent.explain;

import org.jspecify.annotations.NullMarked;
