/** The nouns that flow from a log line to a forecast. Records, and the map that holds their fields; imports nothing of ours. */
@NullMarked
package io.portent.event;

import org.jspecify.annotations.NullMarked;
