@NullMarked
package io.portent.source.compressed;

import org.jspecify.annotations.NullMarked;
