/** A network that learns how a text goes on, and goes on: training, its file, and generating. */
@NullMarked
package io.portent.text;

import org.jspecify.annotations.NullMarked;
