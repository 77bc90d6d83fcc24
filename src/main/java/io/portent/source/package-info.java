/** Where log lines come from. The port; each kind of source is an adapter package below it. */
@NullMarked
package io.portent.source;

import org.jspecify.annotations.NullMarked;
