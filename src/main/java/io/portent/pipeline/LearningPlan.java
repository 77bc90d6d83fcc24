package io.portent.pipeline;

import io.portent.dataset.Horizons;
import io.portent.evaluate.AlarmBudget;
import io.portent.model.ModelSpec;
import io.portent.window.WindowSpec;

/**
 * How to learn.
 *
 * @param features upper bound of the vector's size
 */
public record LearningPlan(WindowSpec window, Horizons horizons, ModelSpec model, AlarmBudget budget, int features) {}
