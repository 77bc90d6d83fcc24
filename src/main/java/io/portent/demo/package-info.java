/** The first look: a simulated shop, a model learnt from it, and the daemon while one of the shop's failures is replayed. */
@NullMarked
package io.portent.demo;

import org.jspecify.annotations.NullMarked;
