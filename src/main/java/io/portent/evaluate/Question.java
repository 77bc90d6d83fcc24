package io.portent.evaluate;

import java.time.Instant;

/**
 * One answered question: does the entity enter the level within the horizon? Moments at which it already stands there, and
 * those whose horizon the labels do not cover, pose no question.
 *
 * @param chance the answer, in [0, 1]
 * @param onset what happened
 * @param alarm whether the answer was given as an alarm
 */
record Question(String entity, Instant moment, double chance, boolean onset, boolean alarm) {}
