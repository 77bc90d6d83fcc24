/** What a trained model is made of: everything a forecast needs, and how it came to be. */
@NullMarked
package io.portent.bundle;

import org.jspecify.annotations.NullMarked;
