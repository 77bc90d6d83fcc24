/** Joins the stages. Owns no thread, opens no file. */
@NullMarked
package io.portent.pipeline;

import org.jspecify.annotations.NullMarked;
