/** JSON for other programs and from them: the nouns written, and what strangers send read with its limits. */
@NullMarked
package io.portent.json;

import org.jspecify.annotations.NullMarked;
