/** Characters, one of k each: the codec of min-char-rnn. */
@NullMarked
package io.portent.codec.text;

import org.jspecify.annotations.NullMarked;
