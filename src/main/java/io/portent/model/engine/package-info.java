/** Forward and backward passes of recurrent networks, on weights in DL4J's own layout. */
@NullMarked
package io.portent.model.engine;

import org.jspecify.annotations.NullMarked;
