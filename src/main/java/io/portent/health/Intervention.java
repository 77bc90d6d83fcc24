package io.portent.health;

import java.time.Instant;

/**
 * Somebody acted. What would have come without it, nobody can tell.
 *
 * @param entity empty: all entities
 */
public record Intervention(String entity, Instant time) {}
