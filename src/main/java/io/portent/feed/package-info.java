/** Health that other systems know of: how their words become labels, and how they are asked. */
@NullMarked
package io.portent.feed;

import org.jspecify.annotations.NullMarked;
