/** What the agent remembers, as roles that it is written and read in. The packages below keep it. */
@NullMarked
package io.portent.store;

import org.jspecify.annotations.NullMarked;
