package io.portent.outcome;

import io.portent.health.Timeline;

/** What is known by now of what happened to one entity. */
public record Known(Timeline timeline, Interventions interventions) {}
