/** The health codec: windows of logs to vectors. Fitted once on the training span, then immutable. */
@NullMarked
package io.portent.codec.log;

import org.jspecify.annotations.NullMarked;
