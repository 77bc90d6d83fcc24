package io.portent.explain;

import java.time.Instant;

/**
 * A real line that was read of a template.
 *
 * @param line counts from 1 within the file; where a record has several, its first
 * @param text its message, without what looks like a secret
 */
public record LoggedLine(Instant time, String file, long line, String text) {}
