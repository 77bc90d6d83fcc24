/** The one place that names Deeplearning4j. What it gets wrong, and how that is kept out, is in docs/RATIONALE.md. */
@NullMarked
package io.portent.model.dl4j;

import org.jspecify.annotations.NullMarked;
