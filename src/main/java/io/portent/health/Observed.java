package io.portent.health;

import org.jspecify.annotations.Nullable;

/**
 * How an entity is now, as far as labels tell.
 *
 * @param state null: none tells
 */
public record Observed(String entity, @Nullable HealthState state) {}
