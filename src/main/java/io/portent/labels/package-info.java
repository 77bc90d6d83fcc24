/** All that says what the health was, joined: label files, the store's labels and interventions, rules over windows. */
@NullMarked
package io.portent.labels;

import org.jspecify.annotations.NullMarked;
