/** The nouns as JSON, for other programs. Written only; nothing is read here. */
@NullMarked
package io.portent.json;

import org.jspecify.annotations.NullMarked;
