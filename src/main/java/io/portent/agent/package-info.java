/** The composition root: configuration to running parts. The only package that knows all the others. */
@NullMarked
package io.portent.agent;

import org.jspecify.annotations.NullMarked;
