/** What holds for the whole: its architecture, and the packaged agent as a user starts it. */
@NullMarked
package io.portent;

import org.jspecify.annotations.NullMarked;
