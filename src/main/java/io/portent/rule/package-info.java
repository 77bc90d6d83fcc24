/** Windows to labels by rules: what a person would have called red or orange, had somebody looked. */
@NullMarked
package io.portent.rule;

import org.jspecify.annotations.NullMarked;
