/** Text to events: envelopes, formats, multi-line joining, time stamps, template mining. Pure, and never throws on data. */
@NullMarked
package io.portent.parse;

import org.jspecify.annotations.NullMarked;
