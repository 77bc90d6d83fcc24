/** Compressed files as streams of what they hold; the one place that names the libraries for xz and zstd. */
@NullMarked
package io.portent.source.compressed;

import org.jspecify.annotations.NullMarked;
