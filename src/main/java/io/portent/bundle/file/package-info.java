/** Bundles on disk: one file each, written whole or not at all. */
@NullMarked
package io.portent.bundle.file;

import org.jspecify.annotations.NullMarked;
