/** Labels and interventions as people and their programs post and read them. */
@NullMarked
package io.portent.feed.api;

import org.jspecify.annotations.NullMarked;
