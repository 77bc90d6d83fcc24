/** Log files, plain and compressed: read to their end, then followed through rotation and truncation. */
@NullMarked
package io.portent.source.file;

import org.jspecify.annotations.NullMarked;
