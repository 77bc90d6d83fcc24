/** What a forecast must beat to be worth anything, fitted on the same span and asked at the same moments. */
@NullMarked
package io.portent.model.baseline;

import org.jspecify.annotations.NullMarked;
