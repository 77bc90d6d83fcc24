package io.portent.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The three known states in rising order of badness. Unknown is the absence of a state, never a fourth rank. */
public enum HealthState {
    GREEN,
    ORANGE,
    RED;

    /** {@code green}, {@code orange}, {@code red}: the spelling of files, metrics and pages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state so spelled, in any case; null for every other word. */
    public static @Nullable HealthState of(String label) {
        return switch (label.trim().toLowerCase(Locale.ROOT)) {
            case "green" -> GREEN;
            case "orange" -> ORANGE;
            case "red" -> RED;
            default -> null;
        };
    }

    public boolean atLeast(HealthState other) {
        return compareTo(other) >= 0;
    }
}
