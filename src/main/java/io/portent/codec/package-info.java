/** The seam between what a service writes and what a network reads. */
@NullMarked
package io.portent.codec;

import org.jspecify.annotations.NullMarked;
