/** The store of a process that wants to remember nothing: tests, replays. It is gone when the process ends. */
@NullMarked
package io.portent.store.memory;

import org.jspecify.annotations.NullMarked;
