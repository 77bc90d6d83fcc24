/** Ports of the network and its trainer, the bundle that carries a model, its card, and the baselines it must beat. */
@NullMarked
package io.portent.model;

import org.jspecify.annotations.NullMarked;
