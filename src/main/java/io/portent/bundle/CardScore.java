package io.portent.bundle;

import io.portent.health.HealthState;
import java.time.Duration;

/**
 * One line of a card's table of scores.
 *
 * @param model the network's label or a baseline's name
 * @param skill 1 - Brier / Brier of always saying the base rate of the same questions
 * @param skillOfNetwork 1 - Brier of the network / Brier of this model; 0 for the network itself
 */
public record CardScore(
        String model,
        HealthState level,
        Duration horizon,
        int questions,
        int positives,
        double prAuc,
        double brier,
        double logLoss,
        double calibrationError,
        double skill,
        double skillOfNetwork) {}
