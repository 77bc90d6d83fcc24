/** Values by row and column as colours: a page that needs nothing else, and what a picture is made of. */
@NullMarked
package io.portent.heatmap;

import org.jspecify.annotations.NullMarked;
