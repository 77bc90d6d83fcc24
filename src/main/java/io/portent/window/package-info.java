/** Events to windows, in event time. Pure; the caller says what time it is. */
@NullMarked
package io.portent.window;

import org.jspecify.annotations.NullMarked;
