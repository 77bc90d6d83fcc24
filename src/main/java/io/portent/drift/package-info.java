/** Whether the logs of today still look like those that a model has learnt from. */
@NullMarked
package io.portent.drift;

import org.jspecify.annotations.NullMarked;
