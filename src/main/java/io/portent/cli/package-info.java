/** One class per verb: flags to calls of the agent, results to the terminal, exceptions to exit codes. */
@NullMarked
package io.portent.cli;

import org.jspecify.annotations.NullMarked;
