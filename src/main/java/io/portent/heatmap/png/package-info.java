/** The only package that names the JDK's images. */
@NullMarked
package io.portent.heatmap.png;

import org.jspecify.annotations.NullMarked;
