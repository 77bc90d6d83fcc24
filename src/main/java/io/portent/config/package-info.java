/** A YAML file and the environment to an immutable record tree, with every problem reported at once. */
@NullMarked
package io.portent.config;

import org.jspecify.annotations.NullMarked;
